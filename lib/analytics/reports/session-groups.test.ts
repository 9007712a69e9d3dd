import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClickstreamEvent } from '@/lib/events/event';
import { storedEvent } from '@/lib/testing/lake-events';
import {
  distinct,
  euros,
  groupBy,
  type PlainSession,
  ratio,
  startedIn,
  sumOf,
  typed,
} from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { acquisitionReport } from './acquisition';
import { devicesReport } from './devices';
import { geographyReport } from './geography';
import type { Scope, Stretch } from './scope';

const NOON = Date.UTC(2026, 10, 22, 12);
const RANGE = { from_ms: NOON, to_ms: NOON + 60_000 };

test('acquisition and geography, over a lake made by hand', async () => {
  const from = (session_id: string, user_id: string, referrer_url: string | null) => ({
    session_id,
    user_id,
    referrer_url,
  });
  const ad = { ...from('s1', 'ada', 'https://www.google.com/'), location: 'IE-D' };
  const line = { event_type: 'purchase', order_id: 'o1', quantity: 2, unit_price: 5 } as const;
  const events: ClickstreamEvent[] = [
    // s1 came by an advertisement, saw two pages, and bought for 2 × 5.00 after the range.
    storedEvent(1, { event_ms: NOON, ...ad, page_url: '/hats?utm_medium=cpc&utm_campaign=autumn' }),
    storedEvent(2, { event_ms: NOON + 1, ...ad, page_url: '/cart' }),
    storedEvent(3, { event_ms: NOON + 99_000, ...ad, ...line }),
    // s2 came from the same host without one, and left: a bounce. Ada again.
    storedEvent(4, {
      event_ms: NOON + 2,
      ...from('s2', 'ada', 'https://www.google.com/'),
      location: 'IE',
      user_type: 'returning',
    }),
    // s3 came from nowhere, and clicked: no bounce.
    storedEvent(5, { event_ms: NOON + 3, ...from('s3', 'bob', null) }),
    storedEvent(6, { event_ms: NOON + 4, ...from('s3', 'bob', null), event_type: 'click' }),
  ];
  const bare = { period: 'current', referrer_host: null, campaign: null };
  const nothing = {
    cart_sessions: 0,
    converting_sessions: 0,
    conversion: 0,
    orders: 0,
    revenue: 0,
    revenue_per_session: 0,
  };
  const one = { sessions: 1, visitors: 1, new_sessions: 1, bounces: 0, bounce_rate: 0 };
  expect(await rowsOf(acquisitionReport, events, RANGE)).toEqual([
    { ...bare, channel: 'direct', ...one, pages_per_session: 1, ...nothing },
    {
      ...bare,
      channel: 'organic',
      ...one,
      new_sessions: 0,
      bounces: 1,
      bounce_rate: 1,
      pages_per_session: 1,
      ...nothing,
    },
    {
      ...bare,
      channel: 'paid',
      ...one,
      pages_per_session: 2, // two addresses
      cart_sessions: 0,
      converting_sessions: 1,
      conversion: 1,
      orders: 1,
      revenue: 10,
      revenue_per_session: 10,
    },
  ]);
  const campaigns = await rowsOf(acquisitionReport, events, { ...RANGE, by: 'campaign' });
  expect(campaigns.map((r) => [r.channel, r.campaign])).toEqual([
    ['direct', null],
    ['organic', null],
    ['paid', 'autumn'],
  ]);
  const countries = await rowsOf(geographyReport, events, RANGE);
  expect(
    countries.map((r) => [r.country, r.region, r.sessions, r.visitors, r.bounce_rate]),
  ).toEqual([
    ['IE', null, 2, 1, 0.5], // s1 and s2, both Ada's; s2 bounced
    [null, null, 1, 1, 0],
  ]);
  const regions = await rowsOf(geographyReport, events, { ...RANGE, by: 'region' });
  expect(regions.map((r) => [r.country, r.region])).toEqual([
    ['IE', 'IE-D'],
    ['IE', null],
    [null, null],
  ]);
});

/** The figures of a group, worked out again. */
function figures(group: readonly PlainSession[]) {
  const bought = group.map(({ events }) => typed(events, 'purchase'));
  const bounces = group.filter(
    ({ events }) => typed(events, 'view').length === events.length && events.length <= 1,
  ).length;
  const converting = bought.filter(({ length }) => length > 0).length;
  const pages = group.map(({ events }) =>
    distinct(typed(events, 'view').map((e) => e.page_url ?? e.page)),
  );
  return {
    sessions: group.length,
    visitors: distinct(group.map(({ first }) => first.user_id)),
    new_sessions: group.filter(({ first }) => first.user_type === 'new').length,
    bounces,
    bounce_rate: ratio(bounces, group.length),
    pages_per_session: ratio(sumOf(pages), group.length),
    cart_sessions: group.filter(({ events }) => typed(events, 'add_to_cart').length > 0).length,
    converting_sessions: converting,
    conversion: ratio(converting, group.length),
    orders: distinct(bought.flat().map((e) => e.order_id)),
    revenue: euros(bought.flat()),
    revenue_per_session: ratio(euros(bought.flat()), group.length),
  };
}

function regrouped<K extends object>(key: (session: PlainSession, scope: Scope) => K) {
  return (sessions: readonly PlainSession[], scope: Scope, stretch: Stretch) => {
    const started = startedIn(sessions, scope, stretch);
    const groups = groupBy(started, (session) => JSON.stringify(key(session, scope)));
    return [...groups].map(([text, group]) => ({
      period: stretch.period,
      ...(JSON.parse(text) as K),
      ...figures(group),
    }));
  };
}

const sort = (row: object) => JSON.stringify(row);
const bys = (...values: readonly string[]) => fc.record({ by: fc.constantFrom(...values) });

test('acquisition agrees with a plain recount', { timeout: 120_000 }, async () => {
  await agrees(acquisitionReport, {
    own: bys('channel', 'referrer_host', 'campaign'),
    sort,
    rows: (sessions, scope, stretch) =>
      regrouped(({ channel, host, campaign }) => ({
        channel,
        referrer_host: scope.by === 'referrer_host' ? host : null,
        campaign: scope.by === 'campaign' ? campaign : null,
      }))(sessions, scope, stretch),
  });
});

test('geography agrees with a plain recount', { timeout: 120_000 }, async () => {
  await agrees(geographyReport, {
    own: bys('country', 'region'),
    sort,
    rows: (sessions, scope, stretch) =>
      regrouped(({ country, first }) => ({
        country,
        region: scope.by === 'region' && first.location?.includes('-') ? first.location : null,
      }))(sessions, scope, stretch),
  });
});

test('devices agree with a plain recount', { timeout: 120_000 }, async () => {
  await agrees(devicesReport, {
    sort,
    rows: regrouped(({ first: { device_type, browser } }) => ({ device_type, browser })),
  });
});
