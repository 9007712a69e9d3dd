import { isUuidV7 } from '@/lib/common/uuid';
import { formatFigure } from '@/lib/dashboards/figure';
import type { FailedDetail, FailedListed } from '@/lib/failed-events/failed-document';
import { momentText } from '../moment-text';
import { Problem } from '../problem';
import { ScopedLink } from '../scoped-link';
import { Skeleton } from '../skeleton';
import { BytesView } from './bytes-view';
import { useFailedOne } from './use-failed';

interface FailedOneProps {
  readonly event: FailedListed;
  readonly zone: string;
  readonly mayReplay: boolean;
  onReplay(ref: string): void;
}

/** One failed event: what it was, whose, where it lies, and whether it would pass today. */
export function FailedOne({ event, zone, mayReplay, onReplay }: FailedOneProps) {
  const { document: opened, problem } = useFailedOne(event.ref);
  if (problem) {
    return (
      <div className="py-3">
        <Problem>{problem.message}</Problem>
      </div>
    );
  }
  if (!opened) return <Skeleton height={160} />;
  const { today } = opened;
  return (
    <div data-opened={opened.reason} className="flex min-w-0 flex-col gap-4 pt-1 pb-5">
      <p className="max-w-prose">
        <span className="font-medium">{opened.title}</span>
        {opened.field && (
          <>
            {' '}
            in <code className="break-all text-sm">{opened.field}</code>
          </>
        )}
        . <span className="text-muted">{opened.words}</span>
      </p>
      <p data-today={today.passes ? 'passes' : today.withheld ? 'withheld' : 'fails'}>
        {opened.replayed
          ? `It was replayed ${momentText(opened.replayed.atMs, zone)} by ${opened.replayed.who}.`
          : today.passes
            ? 'By today’s rules it passes.'
            : today.withheld
              ? `It is not replayed: ${today.words}`
              : `By today’s rules it still fails: ${today.words}${today.field ? ` in ${today.field}` : ''}.`}
      </p>
      <p className="flex flex-wrap gap-x-5 gap-y-1">
        {mayReplay && today.passes && !opened.replayed && (
          <button
            type="button"
            onClick={() => onReplay(event.ref)}
            className="text-accent underline underline-offset-4"
          >
            Try this one again
          </button>
        )}
        {event.event_id && isUuidV7(event.event_id) && (
          <ScopedLink
            path={`/admin/events/${event.event_id}`}
            className="text-accent underline underline-offset-4"
          >
            X-ray of this event
          </ScopedLink>
        )}
      </p>
      <Facts opened={opened} zone={zone} />
      <BytesView content={opened.content} truncated={opened.truncated} />
    </div>
  );
}

function Facts({ opened, zone }: { opened: FailedDetail; zone: string }) {
  const facts: Readonly<Record<string, string>> = {
    received: `${momentText(opened.receivedMs, zone)} (${zone})`,
    batch: `${opened.batch_id}, event ${opened.index + 1} of it`,
    'event id': opened.event_id ?? 'none that can be used',
    lies: `in ${opened.key}, from byte ${formatFigure(opened.offset, 'count')} on`,
    ...(opened.sender ?? { sender: 'not kept: it is of an older release' }),
  };
  return (
    <dl className="grid gap-x-6 sm:grid-cols-[8rem_minmax(0,1fr)]">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words tabular-nums max-sm:mb-1">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
