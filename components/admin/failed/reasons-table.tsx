import { formatFigure } from '@/lib/dashboards/figure';
import type { FailedOverview, ReasonFigures } from '@/lib/failed-events/failed-document';
import { momentText } from '../moment-text';

interface ReasonsTableProps {
  readonly page: FailedOverview;
  readonly zone: string;
  /** The one that the list below is narrowed to. */
  readonly reason: string | null;
  readonly mayReplay: boolean;
  onChoose(reason: string | null): void;
  onReplay(reason: string): void;
}

/** Why events failed, the most frequent reason first. */
export function ReasonsTable({
  page,
  zone,
  reason,
  mayReplay,
  onChoose,
  onReplay,
}: ReasonsTableProps) {
  const most = Math.max(...page.reasons.map(({ count }) => count));
  return (
    <section aria-label="Reasons" className="flex min-w-0 flex-col gap-3">
      <h2 className="font-semibold text-base">Why did they fail?</h2>
      <ul className="flex flex-col">
        {page.reasons.map((one) => (
          <li
            key={one.reason}
            data-reason={one.reason}
            data-count={one.count}
            className="grid gap-x-6 gap-y-2 border-line border-b py-3 md:grid-cols-[minmax(0,1fr)_16rem]"
          >
            <div className="flex min-w-0 flex-col gap-1">
              <p>
                <button
                  type="button"
                  aria-pressed={one.reason === reason}
                  title={one.reason === reason ? 'Show every reason below' : 'Only these below'}
                  onClick={() => onChoose(one.reason === reason ? null : one.reason)}
                  className="text-left font-medium underline decoration-line decoration-dotted underline-offset-4 hover:text-accent aria-pressed:text-accent aria-pressed:decoration-accent aria-pressed:decoration-solid"
                >
                  {one.title}
                </button>{' '}
                <code className="text-muted text-xs">{one.reason}</code>
              </p>
              <p className="max-w-prose text-muted">{one.words}</p>
              {one.fields.length > 0 && <Fields figures={one} />}
              {one.never && <p className="max-w-prose">Not to be replayed: {one.never}</p>}
            </div>
            <div className="flex flex-col gap-1">
              <p className="flex items-baseline justify-between gap-3 tabular-nums">
                <span className="font-medium text-lg">{formatFigure(one.count, 'count')}</span>
                <span className="text-muted">{formatFigure(one.count / page.total, 'share')}</span>
              </p>
              <Bar share={one.count / most} />
              <p className="text-muted text-xs tabular-nums">
                {momentText(one.firstMs, zone)} to {momentText(one.lastMs, zone)}
              </p>
              {one.replayed > 0 && (
                <p data-replayed={one.replayed}>{formatFigure(one.replayed, 'count')} replayed</p>
              )}
              {mayReplay && !one.never && one.replayed < one.count && (
                <button
                  type="button"
                  aria-label={`Try these again: ${one.title}`}
                  onClick={() => onReplay(one.reason)}
                  className="self-start text-accent underline underline-offset-4"
                >
                  Try these again
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fields({ figures: { fields, count } }: { figures: ReasonFigures }) {
  const [only] = fields;
  if (fields.length === 1 && only?.count === count) {
    return (
      <p>
        Always in <code className="break-all text-sm">{only.field}</code>
      </p>
    );
  }
  return (
    <p className="flex flex-wrap gap-x-3">
      <span className="text-muted">In</span>
      {fields.map(({ field, count: times }) => (
        <span key={field} className="tabular-nums">
          <code className="break-all text-sm">{field}</code>{' '}
          <span className="text-muted">{formatFigure(times, 'count')}</span>
        </span>
      ))}
    </p>
  );
}

function Bar({ share }: { share: number }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none" className="h-1 w-full">
      <rect width={100 * share} height="1" className="fill-accent" />
    </svg>
  );
}
