import { ACTOR_FILL } from '@/components/charts/actor-colours';
import { ShareBar } from '@/components/charts/share-bar';
import { formatFigure } from '@/lib/dashboards/figure';
import type { OverviewModel } from '@/lib/dashboards/overview-model';
import { DrillLink } from './drill-link';
import { Term } from './term';

/** Who caused what: the share of events as a bar, the figures as its table. */
export function ActorSplit({ model, definition }: { model: OverviewModel; definition: string }) {
  const { actors, splitColumns } = model;
  const shares = actors.map(({ actor, share }) => `${actor} ${formatFigure(share, 'share')}`);
  return (
    <section aria-labelledby="split" className="flex flex-col gap-3">
      <h2 id="split" className="font-semibold text-base">
        Who caused these events?
      </h2>
      <ShareBar
        label={`Share of events: ${shares.join(', ')}`}
        segments={actors.map(({ actor, share }) => ({
          name: actor,
          share,
          fill: ACTOR_FILL[actor],
        }))}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section aria-label="Figures by actor" tabIndex={0} className="overflow-x-auto">
        <table className="w-full min-w-2xl border-collapse text-right tabular-nums">
          <thead>
            <tr className="border-line border-b text-muted">
              <th scope="col" className="relative py-2 pr-4 text-left font-normal">
                Actor
              </th>
              {splitColumns.map(({ figure, label }) => (
                <th key={figure} scope="col" className="py-2 pl-4 font-normal">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {actors.map(({ actor, cells }) => (
              <tr key={actor} className="border-line border-b">
                <th scope="row" className="py-2 pr-4 text-left font-medium">
                  <svg aria-hidden="true" viewBox="0 0 10 10" className="mr-2 inline size-2.5">
                    <rect width="10" height="10" className={ACTOR_FILL[actor]} />
                  </svg>
                  {actor}
                </th>
                {cells.map(({ figure, text }) => (
                  <td key={figure} data-actor={actor} data-figure={figure} className="py-2 pl-4">
                    {figure === 'sessions' ? (
                      <DrillLink values={{ actor }}>{text}</DrillLink>
                    ) : (
                      text
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="relative text-muted print:hidden">
        <Term label="What is an actor?" definition={definition} />
      </p>
    </section>
  );
}
