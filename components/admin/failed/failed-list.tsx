import { useState } from 'react';
import type { FailedListed } from '@/lib/failed-events/failed-document';
import { momentText } from '../moment-text';
import { FailedOne } from './failed-one';
import { visibleText } from './visible-bytes';

interface FailedListProps {
  readonly events: readonly FailedListed[];
  readonly zone: string;
  readonly mayReplay: boolean;
  readonly busy: boolean;
  readonly next: string | null;
  onMore(): void;
  onReplay(ref: string): void;
}

/** Failed events one by one, the newest first; each opens where it stands. */
export function FailedList({ events, next, busy, onMore, ...rest }: FailedListProps) {
  return (
    <section aria-label="One by one" className="flex min-w-0 flex-col gap-3">
      <h2 className="font-semibold text-base">Which were they?</h2>
      <ol className="flex flex-col">
        {events.map((event) => (
          <FailedRow key={event.ref} event={event} {...rest} />
        ))}
      </ol>
      {next && (
        <p>
          <button
            type="button"
            disabled={busy}
            onClick={onMore}
            className="min-h-11 border border-ink px-5 font-medium hover:bg-ink hover:text-paper disabled:opacity-60"
          >
            {busy ? 'Looking further back' : 'Older'}
          </button>
        </p>
      )}
    </section>
  );
}

interface FailedRowProps extends Pick<FailedListProps, 'zone' | 'mayReplay' | 'onReplay'> {
  readonly event: FailedListed;
}

function FailedRow({ event, zone, mayReplay, onReplay }: FailedRowProps) {
  const [open, setOpen] = useState(false);
  return (
    <li data-failed={event.reason} className="flex min-w-0 flex-col border-line border-b">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="grid min-w-0 gap-x-6 gap-y-0.5 py-2 text-left hover:text-accent md:grid-cols-[11rem_14rem_minmax(0,1fr)]"
      >
        <time
          dateTime={new Date(event.receivedMs).toISOString()}
          className="text-muted tabular-nums"
        >
          {momentText(event.receivedMs, zone)}
        </time>
        <span className="min-w-0 break-words">
          {event.reason}
          {event.field && <span className="text-muted"> in {event.field}</span>}
          {event.replayed && (
            <span data-replayed-by={event.replayed.who} className="block text-accent">
              Replayed
            </span>
          )}
        </span>
        <code className="block min-w-0 truncate text-xs leading-6">
          {visibleText(event.preview)}
        </code>
      </button>
      {open && <FailedOne {...{ event, zone, mayReplay, onReplay }} />}
    </li>
  );
}
