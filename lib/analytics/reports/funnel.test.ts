import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storedEvent } from '@/lib/testing/lake-events';
import { groupBy, medianSeconds, type PlainSession, ratio, startedIn } from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { funnelReport } from './funnel';
import { FUNNEL_STEP_NAMES, FUNNEL_STEPS, type FunnelStep } from './funnel-steps';
import { SESSION_FILTERS } from './scope';

const NOON = Date.UTC(2026, 10, 22, 12);
const RANGE = { from_ms: NOON, to_ms: NOON + 60_000 };

const at = (seconds: number, session_id: string, more: object = {}) => ({
  event_ms: NOON + seconds * 1000,
  session_id,
  ...more,
});
const product = { page: 'product', product_id: 'pot' } as const;
const added = { event_type: 'add_to_cart', quantity: 1, unit_price: 1, ...product } as const;
const bought = { event_type: 'purchase', order_id: 'o', quantity: 1, unit_price: 1 } as const;
const desktop = { device_type: 'desktop' } as const;

const EVENTS = [
  // a: the whole way, the last of it after the range: product at 0, cart at 10, checkout 15, bought 99.
  storedEvent(1, at(0, 'a', product)),
  storedEvent(2, at(10, 'a', added)),
  storedEvent(3, at(15, 'a', { page: 'checkout' })),
  storedEvent(4, at(99, 'a', { ...bought, page: 'checkout' })),
  // b: adds from a tile before any product page; the cart counts when added again, at 40.
  storedEvent(5, at(1, 'b', { ...added, page: 'category' })),
  storedEvent(6, at(20, 'b', product)),
  storedEvent(7, at(40.999, 'b', added)),
  // c: on a desktop, buys at once, without a product page.
  storedEvent(8, at(2, 'c', { ...desktop, page: 'checkout' })),
  storedEvent(9, at(3, 'c', { ...desktop, ...bought, page: 'checkout' })),
  // d: started before the range.
  storedEvent(10, at(-1, 'd', product)),
  storedEvent(11, at(5, 'd', added)),
];

test('ordered, over a lake made by hand', async () => {
  const rows = await rowsOf(funnelReport, EVENTS, RANGE);
  expect(
    rows.map((r) => [r.step, r.sessions, r.share_of_first, r.share_of_previous, r.median_seconds]),
  ).toEqual([
    ['session', 3, 1, 1, null], // a, b, c
    ['product', 2, 2 / 3, 2 / 3, 0], // a after 0 s, b after 19 s: the lower of two
    ['cart', 2, 2 / 3, 1, 10], // a after 10 s, b after 20.999 s
    ['checkout', 1, 1 / 3, 1 / 2, 5], // a
    ['purchase', 1, 1 / 3, 1, 84], // a: 99 − 15
  ]);
});

test('closed, by device and with steps of one’s own', async () => {
  const rows = await rowsOf(funnelReport, EVENTS, {
    ...RANGE,
    mode: 'closed',
    segment: 'device_type',
    steps: ['checkout', 'purchase', 'cart'],
  });
  expect(rows.map((r) => [r.segment, r.step, r.sessions, r.median_seconds])).toEqual([
    ['desktop', 'checkout', 1, null], // c
    ['desktop', 'purchase', 1, null],
    ['desktop', 'cart', 0, null],
    ['mobile', 'checkout', 1, null], // a
    ['mobile', 'purchase', 1, null],
    ['mobile', 'cart', 1, null],
  ]);
});

/** The times at which a session reached each step, as far as it came. */
function times(session: PlainSession, steps: readonly FunnelStep[], ordered: boolean): number[] {
  const reached: number[] = [];
  for (const step of steps) {
    const after = ordered ? (reached.at(-1) ?? 0) : 0;
    const hits = session.events.filter((event) => {
      if (event.event_ms < after) return false;
      if (step === 'session') return true;
      if (step === 'cart') return event.event_type === 'add_to_cart';
      if (step === 'purchase') return event.event_type === 'purchase';
      return event.event_type === 'view' && event.page === (step === 'cart_page' ? 'cart' : step);
    });
    if (hits.length === 0) return reached;
    reached.push(Math.min(...hits.map((event) => event.event_ms)));
  }
  return reached;
}

const own = fc.record({
  mode: fc.constantFrom('ordered', 'closed'),
  segment: fc.constantFrom('none', ...SESSION_FILTERS),
  steps: fc.oneof(
    fc.constant(['session', 'product', 'cart', 'checkout', 'purchase']),
    fc.constant(['product', 'cart', 'checkout']),
    fc.shuffledSubarray(FUNNEL_STEP_NAMES, { minLength: 2, maxLength: 4 }),
  ),
});

test('agrees with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  await agrees(funnelReport, {
    own,
    runs: 10,
    sort: (row) => `${row.period}/${row.segment}/${row.position}`,
    rows: (sessions, scope, stretch) => {
      const { steps, segment, mode } = scope;
      const groups = groupBy(startedIn(sessions, scope, stretch), (session) => {
        if (segment === 'none') return 'all';
        return segment === 'country' || segment === 'channel'
          ? session[segment]
          : session.first[segment];
      });
      return [...groups].flatMap(([name, group]) => {
        const all = group.map((session) => times(session, steps, mode === 'ordered'));
        const counts = steps.map((_, i) => all.filter(({ length }) => length > i).length);
        if (counts[0] === 0) return [];
        return steps.map((step, i) => {
          const gaps = all
            .filter(({ length }) => i > 0 && length > i)
            .map((ms) => (ms[i] ?? 0) - (ms[i - 1] ?? 0));
          return {
            period: stretch.period,
            segment: name,
            position: i + 1,
            step,
            label: FUNNEL_STEPS[step].label,
            sessions: counts[i] ?? 0,
            share_of_first: ratio(counts[i] ?? 0, counts[0] ?? 0),
            share_of_previous: ratio(counts[i] ?? 0, counts[Math.max(i - 1, 0)] ?? 0),
            median_seconds: mode === 'ordered' ? medianSeconds(gaps) : null,
          };
        });
      });
    },
  });
});

test('refuses steps named twice, and a single one', () => {
  const read = (steps: readonly string[]) =>
    funnelReport.parameters.safeParse({ ...RANGE, steps }).success;
  expect([read(['cart', 'cart']), read(['cart']), read(['cart', 'ghost'])]).toEqual([
    false,
    false,
    false,
  ]);
  expect(read(['cart', 'purchase'])).toBe(true);
});
