import type { WireEvent } from '@/lib/events/event';

interface RecordedEventsProps {
  /** Newest first. */
  readonly events: readonly WireEvent[];
  readonly measuring: boolean;
}

/** Each event as it leaves the browser; its fields open under it. */
export function RecordedEvents({ events, measuring }: RecordedEventsProps) {
  if (!measuring) {
    return (
      <p className="max-w-[48ch]">
        Nothing. You have not allowed measuring, so there is no event to show. Allow it beside this,
        and the list begins with this very page.
      </p>
    );
  }
  return (
    <>
      <p className="max-w-[52ch] text-muted">
        Captured since this page came up, newest first. Click something: it appears here in the form
        in which it is sent.
      </p>
      {events.length === 0 && <p className="mt-6">Nothing yet.</p>}
      <ol className="mt-4 border-line border-t" aria-live="polite">
        {events.map((event) => (
          <li key={event.event_id} className="border-line border-b">
            <details className="group">
              <summary className="flex min-h-11 flex-wrap items-center gap-x-4 py-1.5">
                <span className="w-8 text-muted text-sm tabular-nums">{event.seq}</span>
                <span className="font-medium">{event.event_type}</span>
                <span>{event.element ?? event.page}</span>
                <span className="text-muted text-sm">{event.product_id}</span>
                <time
                  dateTime={event.timestamp}
                  className="ml-auto text-muted text-sm tabular-nums"
                >
                  {event.timestamp.slice(11, 19)}
                </time>
              </summary>
              <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 pt-1 pb-4 text-sm">
                {Object.entries(event).map(([name, value]) => (
                  <div key={name} className="contents">
                    <dt className="text-muted">{name}</dt>
                    <dd className="break-all tabular-nums">{String(value ?? '')}</dd>
                  </div>
                ))}
              </dl>
            </details>
          </li>
        ))}
      </ol>
    </>
  );
}
