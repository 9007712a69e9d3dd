import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import { isUuidV7, uuidV7Time } from '@/lib/common/uuid';
import { toLine } from '@/lib/events/complete';
import { purchaseEventId } from '@/lib/events/purchase-event-id';
import { SESSION_IDLE_MS, SESSION_MAX_MS } from '@/lib/events/session-rule';
import { validateWireEvent } from '@/lib/events/validate';
import { sessionLines } from './event-lines';
import { toStored, toWire, transitMs } from './events';
import { createPlan, EVENTS_PER_SESSION, inOrder, type PlannedSession } from './plan';

const FROM = Date.parse('2026-10-20T00:00:00.000Z');
const parameters = { seed: 7, sessionsPerDay: 1_500, memoryDays: 15 };

const textOf = (plan: ReturnType<typeof createPlan>, from: number, to: number) =>
  [...plan.events(from, to)].flat().map((planned) => JSON.stringify(toWire(planned)));

describe('a plan', () => {
  const plan = createPlan(parameters);
  const noon = FROM + 12 * HOUR_MS + 1_234;

  test('is the same to the last byte whenever it is asked for', () => {
    const once = textOf(plan, FROM, noon);
    expect(once.length).toBeGreaterThan(3_000);
    expect(textOf(createPlan(parameters), FROM, noon)).toEqual(once);
    expect(textOf(createPlan({ ...parameters, seed: 8 }), FROM, noon)).not.toEqual(once);
  });

  test('has no gap and no overlap where two stretches of it meet, wherever that is', () => {
    const whole = textOf(plan, FROM, noon);
    for (const cut of [FROM + 1, FROM + 7 * HOUR_MS + 777, FROM + 11 * HOUR_MS, noon - 1]) {
      expect([...textOf(plan, FROM, cut), ...textOf(plan, cut, noon)]).toEqual(whole);
    }
  });

  test('comes in order of time', () => {
    const times = [...plan.events(FROM, noon)].flat().map(({ act }) => act.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(FROM);
    expect(Math.max(...times)).toBeLessThan(noon);
  });

  test('is in the same order whatever the lots it is handed out in', () => {
    const ids = (lotMs: number) =>
      [...inOrder(plan.sessions(FROM, noon), FROM, noon, lotMs)]
        .flat()
        .map(({ act }) => act.event_id);
    const byMinute = ids(MINUTE_MS);
    expect(byMinute.length).toBeGreaterThan(3_000);
    expect(ids(SECOND_MS)).toEqual(byMinute);
    expect(ids(HOUR_MS)).toEqual(byMinute);
  });

  test('with more sessions a day is the same people, and more beside them', () => {
    const users = (sessionsPerDay: number) => {
      const other = createPlan({ ...parameters, sessionsPerDay });
      const found = [...other.sessions(FROM, FROM + 6 * HOUR_MS)];
      return new Set(found.map(({ shopper }) => `${shopper.minute} ${shopper.number}`));
    };
    const [few, many] = [users(500), users(1_500)];
    expect(few.size).toBeGreaterThan(20);
    expect(many.size).toBeGreaterThan(few.size * 2);
    for (const user of few) expect(many).toContain(user);
  });

  test('leaves out those who withhold consent unless asked for them', () => {
    const all = [...plan.sessions(FROM, noon, ['accept', 'decline', 'block'])];
    const measured = [...plan.sessions(FROM, noon)];
    const accepted = all.filter(({ shopper }) => shopper.consent === 'accept');
    expect(accepted.map(({ session_id }) => session_id)).toEqual(
      measured.map(({ session_id }) => session_id),
    );
    expect(accepted.length / all.length).toBeGreaterThan(0.62);
    expect(accepted.length / all.length).toBeLessThan(0.82);
  });
});

describe('what a plan’s people do', () => {
  const plan = createPlan(parameters);
  const sessions = [...plan.sessions(FROM, FROM + 2 * DAY_MS)];
  const planned = sessions.flatMap((session) => session.acts.map((act) => ({ session, act })));

  test('keeps the contract, on the wire and as stored', () => {
    const ids = new Set<string>();
    for (const each of planned) {
      const wire = toWire(each);
      expect(validateWireEvent(JSON.parse(JSON.stringify(wire)))).toMatchObject({
        ok: true,
        unknown: null,
        repaired: false,
        event: { page_url: wire.page_url, referrer_url: wire.referrer_url },
      });
      expect(isUuidV7(wire.event_id)).toBe(true);
      expect(uuidV7Time(wire.event_id)).toBe(Date.parse(wire.timestamp));
      ids.add(wire.event_id);
    }
    expect(ids.size).toBe(planned.length);
  });

  test('is written as lines by a quicker hand than the contract’s, which say the same', () => {
    for (const session of sessions) {
      const lineOf = sessionLines(session, 'run-7');
      for (const act of session.acts) {
        const at = { eventMs: act.at, receivedMs: act.at + transitMs(act) };
        const stored = toStored(toWire({ session, act }), at, 'run-7');
        expect(JSON.parse(lineOf(act))).toEqual(JSON.parse(toLine(stored)));
      }
    }
  });

  test('seq counts within a tab without gaps, purchases apart', () => {
    const tabs = new Map<string, number>();
    for (const { session, act } of planned) {
      if (act.event_type === 'purchase') {
        expect([act.seq, act.tab_id]).toEqual([undefined, undefined]);
        continue;
      }
      const tab = `${session.session_id} ${act.tab_id}`;
      expect(act.seq).toBe((tabs.get(tab) ?? 0) + 1);
      tabs.set(tab, act.seq ?? 0);
    }
    expect(tabs.size).toBeGreaterThan(sessions.length);
  });

  test('sessions end after 30 minutes of rest or a day, and a visitor has one at a time', () => {
    const lastOf = new Map<string, number>();
    for (const { user_id, acts } of sessions) {
      const times = acts.map(({ at }) => at);
      const [first = 0] = times;
      const last = times.at(-1) ?? 0;
      expect(last - first).toBeLessThan(SESSION_MAX_MS);
      for (let i = 1; i < times.length; i++) {
        expect((times[i] ?? 0) - (times[i - 1] ?? 0)).toBeLessThan(SESSION_IDLE_MS);
      }
      const before = lastOf.get(user_id);
      if (before !== undefined) expect(first - before).toBeGreaterThanOrEqual(SESSION_IDLE_MS);
      lastOf.set(user_id, last);
    }
  });

  test('visitors keep their id and equipment, and are new once', () => {
    const known = new Map<string, PlannedSession>();
    let again = 0;
    for (const session of [...plan.sessions(FROM, FROM + 5 * DAY_MS)]) {
      const before = known.get(session.user_id);
      expect(session.user_type).toBe(session.visit === 0 ? 'new' : 'returning');
      if (before) {
        again += 1;
        expect(session.visit).toBeGreaterThan(before.visit);
        expect(session.shopper).toBe(before.shopper);
      }
      known.set(session.user_id, session);
    }
    expect(again).toBeGreaterThan(300);
  });

  test('orders hold what is in the cart, at the catalogue’s prices, and nothing is bought before', () => {
    const carts = new Map<string, Map<string, number>>();
    let orders = 0;
    // From everybody's first visit on, so that every cart is known from the beginning.
    const all = [...plan.sessions(FROM, FROM + 4 * DAY_MS)].filter(
      ({ shopper }) => (shopper.starts[0] ?? 0) >= FROM,
    );
    for (const { user_id, acts } of all) {
      const cart = carts.get(user_id) ?? new Map<string, number>();
      carts.set(user_id, cart);
      let order = '';
      for (const act of acts) {
        const id = act.product?.id ?? '';
        if (act.event_type === 'add_to_cart') {
          expect(act.product?.stock).toBeGreaterThan(0);
          cart.set(id, (cart.get(id) ?? 0) + (act.quantity ?? 0));
        }
        if (act.element === 'cart_quantity') cart.set(id, (cart.get(id) ?? 0) + 1);
        if (act.element === 'cart_remove') cart.delete(id);
        if (act.event_type === 'purchase') {
          if (act.order_id !== order) orders += 1;
          order = act.order_id ?? '';
          expect(act.quantity).toBe(cart.get(id));
          expect(act.event_id).toBe(purchaseEventId(order, id));
          cart.delete(id);
        }
        if (act.page === 'confirmation' && act.event_type === 'view') expect(cart.size).toBe(0);
      }
    }
    expect(orders).toBeGreaterThan(100);
    for (const each of planned) {
      const { act } = each;
      const at = { eventMs: act.at, receivedMs: act.at + transitMs(act) };
      const stored = toStored(toWire(each), at, 'run-7');
      const priced = act.event_type === 'purchase' || act.event_type === 'add_to_cart';
      expect(stored.unit_price).toBe(priced ? (act.product?.price_cents ?? 0) / 100 : undefined);
      expect(Date.parse(stored.received_at) - stored.event_ms).toBeLessThan(1_000);
    }
  });

  test('a page is come to by what the shop has for it', () => {
    for (const { acts } of sessions) {
      let before: (typeof acts)[number] | undefined;
      for (const act of acts) {
        if (act.event_type === 'view' && act.arrival === 'click') {
          const order = act.page === 'confirmation';
          expect(before?.event_type).toBe(order ? 'purchase' : 'click');
          if (act.page === 'cart') expect(before?.element).toMatch(/^(nav_cart|cart_open)$/);
          if (act.page === 'checkout') expect(before?.element).toBe('checkout_start');
          if (act.page === 'product') expect(before?.product).toBe(act.product);
        }
        if (act.element === 'nav_cart' && act.position === undefined) {
          expect(before?.element).toBe('cart_open');
        }
        if (act.arrival === 'load' || act.arrival === 'tab') expect(act.seq).toBe(1);
        before = act;
      }
    }
  });

  test('sessions have about as many events as the model says', () => {
    expect(planned.length / sessions.length).toBeGreaterThan(EVENTS_PER_SESSION * 0.9);
    expect(planned.length / sessions.length).toBeLessThan(EVENTS_PER_SESSION * 1.1);
    expect(sessions.length / 2).toBeGreaterThan(1_500 * 0.8);
    expect(sessions.length / 2).toBeLessThan(1_500 * 1.2);
  });

  test('no visit is longer than what a plan looks back for one', () => {
    for (const { acts } of sessions) {
      expect((acts.at(-1)?.at ?? 0) - (acts[0]?.at ?? 0)).toBeLessThan(3 * HOUR_MS + MINUTE_MS);
    }
  });
});
