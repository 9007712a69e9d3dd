import { formatFigure } from '@/lib/dashboards/figure';
import type { ReplayRecord } from '@/lib/failed-events/failed-document';
import { momentText } from '../moment-text';

/** The last replays, whoever made them. */
export function ReplaysList({ replays, zone }: { replays: readonly ReplayRecord[]; zone: string }) {
  return (
    <section aria-label="Replays" className="flex min-w-0 flex-col gap-3">
      <h2 className="font-semibold text-base">What was replayed before?</h2>
      {replays.length === 0 ? (
        <p className="text-muted">Nothing yet.</p>
      ) : (
        <ol className="flex flex-col">
          {replays.map((replay) => (
            <li
              key={replay.id}
              data-replay-id={replay.id}
              className="grid gap-x-6 gap-y-0.5 border-line border-b py-2 md:grid-cols-[11rem_10rem_minmax(0,1fr)]"
            >
              <time
                dateTime={new Date(replay.startedAtMs).toISOString()}
                className="text-muted tabular-nums"
              >
                {momentText(replay.startedAtMs, zone)}
              </time>
              <p className="min-w-0 break-words font-medium">{replay.who}</p>
              <p className="min-w-0 break-words">
                {replay.order.ref ? 'One event' : (replay.order.reason ?? 'Every reason')}:{' '}
                {words(replay)}
                {replay.problem && <span className="block text-danger">{replay.problem}</span>}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function words({ endedAtMs, passed, failedAgain, withheld, left }: ReplayRecord): string {
  if (endedAtMs === null) {
    return 'under way, or its server died under it. Replaying again makes no event twice.';
  }
  const parts = [
    `${formatFigure(passed, 'count')} delivered`,
    ...(failedAgain > 0 ? [`${formatFigure(failedAgain, 'count')} failed again`] : []),
    ...(withheld > 0 ? [`${formatFigure(withheld, 'count')} not replayed`] : []),
    ...(left > 0 ? [`${formatFigure(left, 'count')} left for another`] : []),
  ];
  return `${parts.join(', ')}.`;
}
