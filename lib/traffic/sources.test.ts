import { expect, test } from 'vitest';
import { uuidV7Time } from '@/lib/common/uuid';
import { validateWireEvent } from '@/lib/events/validate';
import type { Scenario } from '@/lib/shop/scenario';
import { keepRate, usersAtRate } from './sources';

const START = Date.parse('2026-11-22T18:00:00.000Z');

test('sends events of now that keep the contract, orders and sessions included', () => {
  const source = keepRate({ seed: 7, from: START, rate: 500, users: 200 });
  const now = START + 60_000;
  const events = source.take(now, 8_000);
  expect(events).toHaveLength(8_000);
  let purchases = 0;
  const sessions = new Set<string>();
  for (const event of events) {
    expect(validateWireEvent(JSON.parse(JSON.stringify(event)))).toMatchObject({
      ok: true,
      unknown: null,
    });
    expect(uuidV7Time(event.event_id)).toBe(now);
    expect(uuidV7Time(event.session_id)).toBe(now);
    sessions.add(event.session_id);
    if (event.event_type === 'purchase') purchases += 1;
  }
  expect(purchases).toBeGreaterThan(5);
  expect(sessions.size).toBeGreaterThan(200);
  expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(events.length);
});

test('owes nothing for the time in which it was planned', () => {
  const planned = START + 30_000;
  const source = keepRate({ seed: 7, from: START, rate: 10, clock: () => planned });
  expect(source.take(planned, 1_000)).toEqual([]);
  expect(source.take(planned + 2_000, 1_000)).toHaveLength(20);
});

test('gives events the time at which they are due together, and never an id twice', () => {
  const source = keepRate({ seed: 7, from: START, rate: 500, users: 200 });
  const parts = [1, 2, 3].map((second) => source.take(START + second * 1_000, 1_000));
  for (const [at, events] of parts.entries()) {
    const now = START + (at + 1) * 1_000;
    expect(events).toHaveLength(500);
    expect(new Set(events.map(({ timestamp }) => Date.parse(timestamp)))).toEqual(new Set([now]));
    expect(
      events.every(
        ({ event_type, event_id }) => event_type === 'purchase' || uuidV7Time(event_id) === now,
      ),
    ).toBe(true);
  }
  const ids = parts.flat().map(({ event_id }) => event_id);
  expect(new Set(ids).size).toBe(ids.length);
  // A session keeps the id of its first event.
  const later = parts[2]?.filter(({ session_id }) => uuidV7Time(session_id) < START + 3_000);
  expect(later?.length).toBeGreaterThan(50);
});

test('keeps a visit together from its first event to its last', () => {
  const source = keepRate({ seed: 7, from: START, rate: 500, users: 200 });
  const numbers = new Map<string, (number | undefined)[]>();
  for (let second = 1; second <= 20; second++) {
    for (const { session_id, tab_id, seq } of source.take(START + second * 1_000, 1_000)) {
      if (tab_id === undefined) continue;
      const key = `${session_id} ${tab_id}`;
      numbers.set(key, [...(numbers.get(key) ?? []), seq]);
    }
  }
  expect(numbers.size).toBeGreaterThan(500);
  // Each tab of a session counts from 1, without a gap.
  for (const seen of numbers.values()) {
    expect(seen).toEqual(seen.map((_, at) => at + 1));
  }
});

test('has no more shoppers than it can plan, however high its rate', () => {
  expect([1, 100, 20_000].map(usersAtRate)).toEqual([23, 2_300, 20_000]);
});

test('under a scenario shoppers leave where something does not work, and say which arm they saw', () => {
  const kinds = (scenario: Scenario) => {
    const source = keepRate({ seed: 7, from: START, rate: 500, users: 200, scenario });
    return source.take(START + 60_000, 8_000);
  };
  const outage = kinds({ outage: { from_ms: START, to_ms: START + 90_000 } });
  expect(outage.filter(({ element }) => element === 'place_order').length).toBeGreaterThan(3);
  expect(outage.filter(({ event_type }) => event_type === 'purchase')).toEqual([]);
  expect(outage.filter(({ page }) => page === 'confirmation')).toEqual([]);
  const over = kinds({ outage: { from_ms: START - 90_000, to_ms: START } });
  expect(over.some(({ event_type }) => event_type === 'purchase')).toBe(true);

  const broken = kinds({ broken: { feature: 'add_to_cart', device: 'mobile' } });
  const adding = broken.filter(({ event_type }) => event_type === 'add_to_cart');
  expect(adding.length).toBeGreaterThan(20);
  expect(adding.filter(({ device_type }) => device_type === 'mobile')).toEqual([]);

  const tested = kinds({ experiment: 'buy_box_note:b' });
  expect(new Set(tested.map(({ variant }) => variant))).toEqual(new Set(['buy_box_note:b']));
});
