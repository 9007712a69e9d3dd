import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClickstreamEvent } from '@/lib/events/event';
import { storedEvent } from '@/lib/testing/lake-events';
import {
  firstCopies,
  MIDNIGHT,
  modelEvent,
  type Row,
  relationOver,
  sessionId,
} from '@/lib/testing/model-lake';
import { recountedSessions } from '@/lib/testing/session-oracle';

const byId = (rows: readonly Row[]) => new Map(rows.map((row) => [row.event_id, row]));

test('a lake made by hand: lines of two orders, each at its own time, with the session’s keys', async () => {
  const session_id = sessionId(MIDNIGHT - 1, 1);
  const at = (minutes: number) => ({ session_id, event_ms: MIDNIGHT + minutes * 60_000 });
  const events = [
    storedEvent(1, { ...at(0), device_type: 'desktop', location: 'IE-D' }),
    storedEvent(2, { ...at(1), event_type: 'purchase', product_id: 'p1', order_id: 'a' }),
    storedEvent(3, { ...at(1), event_type: 'purchase', product_id: 'p2', order_id: 'a' }),
    storedEvent(4, { ...at(2), event_type: 'purchase', product_id: 'p1', order_id: 'b' }),
    storedEvent(5, { ...at(3), event_type: 'add_to_cart', product_id: 'p1' }),
  ];
  const common = {
    session_id,
    dt: '2026-11-21', // the date inside its id
    actor: 'human',
    device_type: 'desktop',
    country: 'IE',
    channel: 'direct',
    user_type: 'new',
  };
  const lines = await relationOver(events, 'order_lines');
  expect(
    lines
      .map(({ event_id, ...line }) => line)
      .sort((a, b) => Number(a.event_ms) - Number(b.event_ms)),
  ).toEqual([
    { ...common, event_ms: MIDNIGHT + 60_000, order_id: 'a', product_id: 'p1' },
    { ...common, event_ms: MIDNIGHT + 60_000, order_id: 'a', product_id: 'p2' },
    { ...common, event_ms: MIDNIGHT + 120_000, order_id: 'b', product_id: 'p1' },
  ]);
});

/** In plain TypeScript; what a session is comes from its own recount. */
function recounted(events: readonly ClickstreamEvent[]): Row[] {
  const sessions = new Map(recountedSessions(events).map((one) => [one.session_id, one]));
  return events
    .filter(({ event_type }) => event_type === 'purchase')
    .map(({ event_id, session_id, event_ms, order_id = null, product_id }) => {
      const { dt, actor, device_type, country, channel, user_type } =
        sessions.get(session_id) ?? {};
      const of = { dt, actor, device_type, country, channel, user_type };
      return { event_id, session_id, event_ms, order_id, product_id, ...of } as Row;
    });
}

test('agrees with a plain recount of random lakes', { timeout: 60_000 }, async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(modelEvent, { minLength: 10, maxLength: 60 }), async (events) => {
      const rows = await relationOver(events, 'order_lines');
      found += rows.length;
      expect(byId(rows)).toEqual(byId(recounted(firstCopies(events))));
    }),
    { numRuns: 10 },
  );
  expect(found).toBeGreaterThan(3);
});
