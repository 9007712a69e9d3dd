'use client';

import { useEffect, useReducer, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { BatchAck, EventBatch } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';
import { CAPTURED_EVENT, CONSENT_EVENT, measurement } from './measurement';

const COLLECTOR = '/api/events';
const LAST = 6;
const LOOK_MS = 500;

interface Traffic {
  readonly inFlight: number;
  readonly acked: number;
  readonly failed: number;
}

type TrafficNews = Partial<Traffic>;

const NOTHING: Traffic = { inFlight: 0, acked: 0, failed: 0 };

const count = (traffic: Traffic, news: TrafficNews): Traffic => ({
  inFlight: traffic.inFlight + (news.inFlight ?? 0),
  acked: traffic.acked + (news.acked ?? 0),
  failed: traffic.failed + (news.failed ?? 0),
});

let shown = false;

/** Shows the tracker's queue living in a corner of the window, until the document ends. */
export function showDebugOverlay(): void {
  if (shown) return;
  shown = true;
  const host = document.body.appendChild(document.createElement('aside'));
  host.setAttribute('aria-label', 'Tracker');
  createRoot(host).render(<DebugOverlay />);
}

/** While open it watches the page's requests, which costs the tracker itself nothing. */
function watchBatches(tell: (news: TrafficNews) => void): () => void {
  const original = window.fetch;
  window.fetch = async (input, init) => {
    if (input !== COLLECTOR) return original(input, init);
    const { events }: EventBatch = JSON.parse(String(init?.body));
    tell({ inFlight: events.length });
    try {
      const response = await original(input, init);
      const ack: Partial<BatchAck> | null = await response
        .clone()
        .json()
        .catch(() => null);
      const acked = response.ok ? (ack?.results?.length ?? 0) : 0;
      tell({ inFlight: -events.length, acked, failed: acked ? 0 : 1 });
      return response;
    } catch (error) {
      tell({ inFlight: -events.length, failed: 1 });
      throw error;
    }
  };
  return () => {
    window.fetch = original;
  };
}

function DebugOverlay() {
  const [traffic, tell] = useReducer(count, NOTHING);
  const [last, setLast] = useState<readonly WireEvent[]>([]);
  const [waiting, setWaiting] = useState({ queued: 0, dropped: 0, store: 'idb' });
  const [consent, setConsent] = useState(() => measurement().consent());

  useEffect(() => watchBatches(tell), []);
  useEffect(() => {
    const remember = (event: Event) =>
      setLast((before) => [(event as CustomEvent<WireEvent>).detail, ...before].slice(0, LAST));
    const settle = () => {
      setConsent(measurement().consent());
      // What was captured under a consent that is withdrawn is not shown any longer either.
      if (!measurement().tracker()) setLast([]);
    };
    addEventListener(CAPTURED_EVENT, remember);
    addEventListener(CONSENT_EVENT, settle);
    return () => {
      removeEventListener(CAPTURED_EVENT, remember);
      removeEventListener(CONSENT_EVENT, settle);
    };
  }, []);
  useEffect(() => {
    const look = async () => {
      const queue = measurement().tracker()?.queue;
      const rows = (await queue?.peek()) ?? [];
      const dropped = rows.flatMap((row) => Object.values(row.dropped ?? {}));
      setWaiting({
        queued: rows.length - rows.filter((row) => row.dropped).length,
        dropped: dropped.reduce((sum, value) => sum + value, 0),
        store: queue?.store ?? 'idb',
      });
    };
    void look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, []);

  const figures = {
    Queued: waiting.queued >= 50 ? '50 or more' : waiting.queued,
    'In flight': traffic.inFlight,
    Acked: traffic.acked,
    'Requests failed': traffic.failed,
    Dropped: waiting.dropped,
    'Kept in': waiting.store === 'idb' ? 'IndexedDB' : 'memory',
  };
  return (
    <details
      open
      className="fixed right-3 bottom-[calc(var(--banner-height)+0.75rem)] z-30 w-72 max-w-[calc(100vw-1.5rem)] border border-line bg-surface p-3 text-ink text-sm"
    >
      <summary className="font-medium">Tracker</summary>
      {consent === 'granted' ? (
        <>
          <dl className="mt-2 grid grid-cols-[1fr_auto] gap-x-4">
            {Object.entries(figures).map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="text-right tabular-nums" data-figure={name}>
                  {value}
                </dd>
              </div>
            ))}
          </dl>
          <ol className="mt-2 border-line border-t pt-2">
            {last.map((event) => (
              <li key={event.event_id} className="truncate">
                {event.seq} {event.event_type} {event.element ?? event.page}{' '}
                <span className="text-muted">{event.product_id}</span>
              </li>
            ))}
          </ol>
        </>
      ) : (
        <p className="mt-2">Not measuring: no consent, so nothing is captured or kept.</p>
      )}
    </details>
  );
}
