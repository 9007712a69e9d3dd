import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toIso } from '@/lib/common/clock';
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

const STEPS = ['started_ms', 'product_ms', 'cart_ms', 'checkout_ms', 'purchase_ms'] as const;

/** In plain TypeScript, as counts by the JSON of a row's key; sessions come from their own recount. */
function recounted(events: readonly ClickstreamEvent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = ({ dt, started_ms, actor }: Row, span: string, ms: number) => {
    const day = toIso(Number(started_ms)).slice(0, 10);
    const key = JSON.stringify([day, dt, actor, span, Math.floor(ms / 1000)]);
    counts[key] = (counts[key] ?? 0) + 1;
  };
  for (const session of recountedSessions(events)) {
    add(session, 'end', Number(session.ended_ms) - Number(session.started_ms));
    STEPS.slice(1).forEach((step, i) => {
      if (session[step] === null) return;
      const before = session[STEPS[i] ?? 'started_ms'];
      add(session, step.replace('_ms', ''), Number(session[step]) - Number(before));
    });
  }
  return counts;
}

/** Reaches every step of the funnel: among random events few sessions do. */
const BUYER = (['view', 'add_to_cart', 'view', 'purchase'] as const).map((event_type, n) =>
  storedEvent(n, {
    event_type,
    page: (['product', 'product', 'checkout', 'confirmation'] as const)[n],
    product_id: event_type === 'view' ? null : 'p1',
    session_id: sessionId(MIDNIGHT, 9),
    event_ms: MIDNIGHT + n * 61_500,
  }),
);

test('agrees with a plain recount of random lakes', { timeout: 60_000 }, async () => {
  const spans = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(fc.array(modelEvent, { minLength: 10, maxLength: 60 }), async (events) => {
      const rows = await relationOver(events, 'lengths');
      for (const { span } of rows) spans.add(span);
      const found = Object.fromEntries(
        rows.map(({ dt, session_dt, actor, span, seconds, sessions }) => [
          JSON.stringify([dt, session_dt, actor, span, seconds]),
          sessions,
        ]),
      );
      expect(found).toEqual(recounted(firstCopies(events)));
    }),
    { numRuns: 10, examples: [[BUYER]] },
  );
  expect([...spans].sort()).toEqual(['cart', 'checkout', 'end', 'product', 'purchase']);
});
