import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storedEvent } from '@/lib/testing/lake-events';
import { distinct, euros, groupBy, startedIn, typed } from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { experimentsReport } from './experiments';

const NOON = Date.UTC(2026, 10, 22, 12);
const RANGE = { from_ms: NOON, to_ms: NOON + 3_600_000 };

/** Sessions of an arm, the first of which buy something of 5.00. */
function arm(variant: string, sessions: number, buyers: number) {
  return Array.from({ length: sessions }, (_, i) => {
    const seed = variant.charCodeAt(variant.length - 1) * 1000 + i;
    const base = { event_ms: NOON + i * 1000, session_id: `${variant}${i}`, variant };
    const buy = { event_type: 'purchase', order_id: 'o', quantity: 1, unit_price: 5 } as const;
    return [
      storedEvent(seed, { ...base, user_id: `${variant}${i % 50}` }),
      ...(i < buyers ? [storedEvent(seed + 500_000, { ...base, ...buy })] : []),
    ];
  }).flat();
}

test('the published example of the method, and its intervals', async () => {
  // Newcombe (1998), table II, example (a): 56/70 against 48/80 differ by 0.2; method 10 gives
  // 0.0524 to 0.3339.
  const events = [...arm('note:b', 70, 56), ...arm('note:a', 80, 48)];
  const rows = await rowsOf(experimentsReport, events, RANGE);
  expect(rows.map((r) => [r.experiment, r.arm, r.baseline, r.sessions, r.conversions])).toEqual([
    ['note', 'a', 'a', 80, 48],
    ['note', 'b', 'a', 70, 56],
  ]);
  const [a, b] = rows;
  expect([a?.difference, a?.difference_low, a?.lift]).toEqual([null, null, null]);
  expect(b?.difference).toBeCloseTo(0.2, 12);
  expect(b?.difference_low).toBeCloseTo(0.0524, 4);
  expect(b?.difference_high).toBeCloseTo(0.3339, 4);
  expect(b?.lift).toBeCloseTo(1 / 3, 12); // 0.8 / 0.6 − 1
  expect([b?.visitors, b?.revenue, b?.revenue_per_session]).toEqual([50, 280, 4]); // 56 × 5.00, ÷ 70
});

test('an arm in which nobody bought has an interval all the same', async () => {
  const events = [...arm('note:a', 10, 0), ...arm('note:b', 10, 1)];
  const [a, b] = await rowsOf(experimentsReport, events, RANGE);
  expect([a?.rate, a?.rate_low]).toEqual([0, 0]);
  // Wilson at 0 of 10: z² ÷ (10 + z²) = 3.8415 ÷ 13.8415.
  expect(a?.rate_high).toBeCloseTo(0.2775, 4);
  expect(b?.lift).toBeNull();
  expect(b?.difference_low).toBeLessThan(0);
});

/** Ends of Wilson's interval as the roots of (p − π)² = z² π (1 − π) ÷ n. */
function wilson(hits: number, n: number): [number, number] {
  const z2 = 1.959963984540054 ** 2;
  const p = hits / n;
  const [a, b, c] = [1 + z2 / n, -(2 * p + z2 / n), p * p];
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  return [(-b - root) / (2 * a), (-b + root) / (2 * a)];
}

test('agrees with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  await agrees(experimentsReport, {
    own: fc.record({ goal: fc.constantFrom('purchase', 'cart', 'checkout') }),
    runs: 10,
    rows: (sessions, scope, stretch) => {
      const shown = startedIn(sessions, scope, stretch).flatMap((session) => {
        const variant = session.events.find((e) => e.variant)?.variant;
        return variant ? [{ variant, session }] : [];
      });
      const arms = [...groupBy(shown, ({ variant }) => variant)].sort(([a], [b]) =>
        a < b ? -1 : 1,
      );
      const measured = arms.map(([variant, group]) => {
        const hits = group.filter(({ session: { events } }) => {
          if (scope.goal === 'purchase') return typed(events, 'purchase').length > 0;
          if (scope.goal === 'cart') return typed(events, 'add_to_cart').length > 0;
          return typed(events, 'view').some((e) => e.page === 'checkout');
        }).length;
        const revenue = euros(group.flatMap(({ session }) => typed(session.events, 'purchase')));
        const [low, high] = wilson(hits, group.length);
        return { variant, group, hits, revenue, rate: hits / group.length, low, high };
      });
      const base = measured[0];
      return measured.map(({ variant, group, hits, revenue, rate, low, high }) => {
        const other = base && base.variant !== variant ? base : undefined;
        const d = other ? rate - other.rate : null;
        return {
          period: stretch.period,
          experiment: 'note',
          arm: variant.slice(5),
          baseline: base?.variant.slice(5) ?? '',
          sessions: group.length,
          visitors: distinct(group.map(({ session }) => session.first.user_id)),
          conversions: hits,
          rate,
          rate_low: low,
          rate_high: high,
          difference: d,
          difference_low: other ? (d ?? 0) - Math.hypot(rate - low, other.high - other.rate) : null,
          difference_high: other
            ? (d ?? 0) + Math.hypot(high - rate, other.rate - other.low)
            : null,
          lift: other && other.rate > 0 ? rate / other.rate - 1 : null,
          revenue,
          revenue_per_session: revenue / group.length,
        };
      });
    },
  });
});
