import { describe, expect, test, vi } from 'vitest';
import { DAY_MS, MINUTE_MS } from '@/lib/common/clock';
import { type RunClaim, signRunToken } from '@/lib/common/run-token';
import { uuidV7 } from '@/lib/common/uuid';
import type { EventSink } from '@/lib/delivery/event-sink';
import type { ClickstreamEvent } from '@/lib/events/event';
import { collectorFixture, RUN_SECRET, sampleBatch } from '@/lib/testing/collector-fixture';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';
import { answerSafely } from './answer';
import { createBodyBudget } from './body-budget';
import { createRateLimiter } from './rate-limiter';

const JSON_TYPE = { 'content-type': 'application/json' };
const RUN: RunClaim = { actor: 'producer', run_id: 'run-7', exp: SAMPLE_TIME + DAY_MS };

async function post(
  fixture: ReturnType<typeof collectorFixture>,
  body: unknown,
  headers: Record<string, string> = {},
  address = '10.0.0.1',
) {
  const all: Record<string, string> = { ...JSON_TYPE, ...headers };
  const admission = fixture.collector.admit({
    method: 'POST',
    header: (name) => all[name],
    address,
  });
  if (!admission.ok) return admission.answer;
  return fixture.collector.collect(admission.ticket, Buffer.from(JSON.stringify(body)));
}

function stored(fixture: ReturnType<typeof collectorFixture>): ClickstreamEvent[] {
  return fixture.sink.lines.events.map((line) => JSON.parse(line));
}

describe('enrichment', () => {
  test('completes an event from agent, time zone and clock, in contract order', async () => {
    const fixture = collectorFixture();
    await post(fixture, sampleBatch());
    const [event] = stored(fixture);
    expect(event).toMatchObject({
      device_type: 'mobile',
      browser: 'Safari',
      location: 'IE',
      actor: 'human',
      event_ms: SAMPLE_TIME,
      received_at: new Date(SAMPLE_TIME + 250).toISOString(),
      schema_version: 1,
    });
    expect(event).not.toHaveProperty('run_id');
    expect(event).not.toHaveProperty('flags');
  });

  test.each([
    [
      'Googlebot',
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      'bot',
    ],
    [
      'headless Chrome',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
      'bot',
    ],
    [
      'Chrome',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
      'human',
    ],
  ])('labels %s by what its user agent declares', async (_name, user_agent, actor) => {
    const fixture = collectorFixture();
    await post(
      fixture,
      sampleBatch(undefined, { context: { ...sampleBatch().context, user_agent } }),
    );
    expect(stored(fixture)[0]).toMatchObject({ actor, device_type: 'desktop' });
  });

  test('an iPad that presents itself as a Mac is a tablet', async () => {
    const user_agent =
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15';
    const fixture = collectorFixture();
    await post(
      fixture,
      sampleBatch(undefined, { context: { ...sampleBatch().context, user_agent, touch: true } }),
    );
    expect(stored(fixture)[0]).toMatchObject({ device_type: 'tablet', browser: 'Safari' });
  });

  test('an empty context costs detail, never the event', async () => {
    const fixture = collectorFixture();
    const answer = await post(fixture, { ...sampleBatch(), context: {} });
    expect(answer.status).toBe(200);
    expect(stored(fixture)[0]).toMatchObject({
      browser: 'Other',
      device_type: 'desktop',
      location: null,
    });
  });

  test('prices what goes into the cart by the catalogue, whatever the client says', async () => {
    const fixture = collectorFixture();
    const add = sampleWireEvent({ event_type: 'add_to_cart', quantity: 2 });
    await post(fixture, sampleBatch([{ ...add, unit_price: 0.01, currency: 'XXX' }]));
    expect(stored(fixture)[0]).toMatchObject({ unit_price: 34.5, currency: 'EUR', quantity: 2 });
  });

  test('keeps unknown fields in extra up to its limit', async () => {
    const fixture = collectorFixture();
    await post(
      fixture,
      sampleBatch([{ ...sampleWireEvent(), shoe_size: 43, novel: 'x'.repeat(1500) }]),
    );
    expect(JSON.parse(stored(fixture)[0]?.extra ?? '')).toEqual({ shoe_size: 43 });
  });
});

describe('clock', () => {
  test('leaves a small difference alone', async () => {
    const fixture = collectorFixture();
    fixture.time.now = SAMPLE_TIME + MINUTE_MS;
    await post(fixture, sampleBatch());
    expect(stored(fixture)[0]).toMatchObject({ event_ms: SAMPLE_TIME });
    expect(stored(fixture)[0]).not.toHaveProperty('flags');
  });

  test('corrects a clock that is off, flags it and keeps the original', async () => {
    const fixture = collectorFixture();
    fixture.time.now = SAMPLE_TIME + 2 * 365 * DAY_MS;
    await post(fixture, sampleBatch());
    const [event] = stored(fixture);
    expect(event).toMatchObject({ event_ms: fixture.time.now, flags: 'clock_skew' });
    expect(event?.timestamp).toBe(new Date(fixture.time.now).toISOString());
    expect(JSON.parse(event?.extra ?? '')).toEqual({
      timestamp: new Date(SAMPLE_TIME).toISOString(),
    });
  });

  test.each([
    ['an event of 31 days ago', -31 * DAY_MS],
    ['an event of the day after tomorrow', 2 * DAY_MS],
  ])('rejects %s under a right clock', async (_what, offset) => {
    const fixture = collectorFixture();
    const time = SAMPLE_TIME + offset;
    const event = sampleWireEvent({
      timestamp: new Date(time).toISOString(),
      event_id: uuidV7(time),
    });
    const answer = await post(fixture, sampleBatch([event]));
    expect(answer.body).toMatchObject({ results: [{ status: 'rejected', reason: 'bad_time' }] });
  });

  test('accepts an event that waited offline for 29 days', async () => {
    const fixture = collectorFixture();
    const time = SAMPLE_TIME - 29 * DAY_MS;
    const event = sampleWireEvent({
      timestamp: new Date(time).toISOString(),
      event_id: uuidV7(time),
    });
    const answer = await post(fixture, sampleBatch([event]));
    expect(answer.body).toMatchObject({ results: [{ status: 'accepted' }] });
    expect(stored(fixture)[0]).toMatchObject({ event_ms: time });
  });
});

describe('run token', () => {
  const claims = { device_type: 'tablet', browser: 'Edge', location: 'FR' } as const;
  const purchase = sampleWireEvent({
    event_type: 'purchase',
    order_id: 'order-1',
    quantity: 1,
    ...claims,
  });

  test.each([
    ['header', { 'x-footfall-run': signRunToken(RUN, RUN_SECRET) }],
    ['cookie', { cookie: `theme=dark; footfall_run=${signRunToken(RUN, RUN_SECRET)}` }],
  ])('by %s lets a run say who its shoppers are and what they bought', async (_how, headers) => {
    const fixture = collectorFixture();
    await post(fixture, sampleBatch([purchase]), headers);
    expect(stored(fixture)[0]).toMatchObject({
      ...claims,
      actor: 'producer',
      run_id: 'run-7',
      unit_price: 34.5,
    });
  });

  test.each([
    ['none', {}],
    ['a forged cookie', { cookie: `footfall_run=${signRunToken(RUN, 'other')}` }],
    [
      'an expired cookie',
      { cookie: `footfall_run=${signRunToken({ ...RUN, exp: SAMPLE_TIME }, RUN_SECRET)}` },
    ],
  ])('with %s nobody is believed', async (_what, headers) => {
    const fixture = collectorFixture();
    const answer = await post(fixture, sampleBatch([purchase, sampleWireEvent(claims)]), headers);
    expect(answer.body).toMatchObject({
      results: [{ status: 'rejected', reason: 'server_only' }, { status: 'accepted' }],
    });
    expect(stored(fixture)[0]).toMatchObject({
      device_type: 'mobile',
      browser: 'Safari',
      location: 'IE',
      actor: 'human',
    });
  });
});

describe('a producer nobody signed for', () => {
  test.each([
    ['a forged token', signRunToken(RUN, 'other')],
    ['an expired token', signRunToken({ ...RUN, exp: SAMPLE_TIME }, RUN_SECRET)],
  ])('is told so, so that its events do not pass for a person’s (%s)', async (_what, token) => {
    const fixture = collectorFixture();
    const answer = await post(fixture, sampleBatch(), { 'x-footfall-run': token });
    expect(answer).toMatchObject({ status: 403, body: { code: 'bad_run_token' } });
    expect(fixture.sink.lines.events).toEqual([]);
  });
});

describe('one batch', () => {
  test('takes the same event twice and refuses another under the same id', async () => {
    const fixture = collectorFixture();
    const event = sampleWireEvent();
    const answer = await post(fixture, sampleBatch([event, event, { ...event, position: 9 }]));
    expect(answer.body).toMatchObject({
      results: [
        { status: 'accepted' },
        { status: 'accepted' },
        { status: 'rejected', reason: 'id_collision' },
      ],
    });
  });

  test('counts what became of its events', async () => {
    const fixture = collectorFixture();
    const context = { ...sampleBatch().context, dropped: { full: 3 } };
    await post(fixture, sampleBatch([sampleWireEvent(), 42], { context }));
    expect(await fixture.metrics.totals()).toMatchObject({
      EventsReceived: 2,
      EventsAccepted: 1,
      EventsRejected: 1,
      EventsDropped: 3,
    });
  });
});

describe('when the sink cannot', () => {
  const sinkSaying = (
    code: 'overloaded' | 'unavailable',
    state: Partial<ReturnType<EventSink['state']>> = {},
  ): EventSink => ({
    name: 'memory',
    put: async (_stream, lines) => lines.map(() => ({ ok: false, code, message: 'no' })),
    state: () => ({ healthy: false, message: 'no', queuedBytes: 0, lagMs: 0, ...state }),
    close: async () => undefined,
  });

  test('nothing is acknowledged and the sender is told when to come back', async () => {
    const answer = await post(collectorFixture({ sink: sinkSaying('unavailable') }), sampleBatch());
    expect(answer).toMatchObject({ status: 503, body: { code: 'sink_down' } });
    const seconds = Number(answer.headers?.['retry-after']);
    expect(seconds >= 2 && seconds <= 10).toBe(true);
  });

  test('a full sink sheds before the body is read', () => {
    const fixture = collectorFixture({
      sink: sinkSaying('overloaded', { queuedBytes: 17 * 1024 * 1024 }),
    });
    const head = {
      method: 'POST',
      header: (name: string) => JSON_TYPE[name as 'content-type'],
      address: null,
    };
    expect(fixture.collector.admit(head)).toMatchObject({
      ok: false,
      answer: { status: 503, body: { code: 'overloaded' } },
    });
  });
});

describe('rate limits', () => {
  test('an address that asks too often is told to wait, others are not', async () => {
    const fixture = collectorFixture({ rateLimit: true });
    const statuses = [];
    for (let i = 0; i < 201; i++) statuses.push((await post(fixture, sampleBatch())).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(200);
    expect(statuses.at(-1)).toBe(429);
    expect((await post(fixture, sampleBatch(), {}, '10.0.0.2')).status).toBe(200);
    expect(
      (await post(fixture, sampleBatch(), { 'x-footfall-run': signRunToken(RUN, RUN_SECRET) }))
        .status,
    ).toBe(200);
    fixture.time.now += 1_000;
    expect((await post(fixture, sampleBatch())).status).toBe(200);
  });

  test('a visitor who sends floods of events is told to wait', async () => {
    const fixture = collectorFixture({ rateLimit: true });
    const flood = sampleBatch(Array.from({ length: 500 }, () => sampleWireEvent()));
    expect((await post(fixture, flood)).status).toBe(200);
    expect((await post(fixture, flood)).status).toBe(200);
    expect(await post(fixture, flood)).toMatchObject({ status: 429, body: { code: 'limited' } });
  });

  test('forget the longest unused key beyond their bound', () => {
    const spend = createRateLimiter({ burst: 1, perSecond: 0.001 }, () => 0, 2);
    expect(spend('a', 1)).toBe(0);
    expect(spend('a', 1)).toBeGreaterThan(0);
    spend('b', 1);
    spend('c', 1);
    expect(spend('a', 1)).toBe(0);
  });
});

describe('faults of our own', () => {
  test('are a 503 at the door, told in the log, and never a lost answer', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const answer = await answerSafely(() => Promise.reject(new Error('a bug')));
    expect(answer).toMatchObject({ status: 503, body: { code: 'unexpected' } });
    expect(error).toHaveBeenCalledOnce();
    error.mockClear();
  });

  test('a budget of bodies is given back when they were read', () => {
    const budget = createBodyBudget(100);
    expect(budget.take(60)).toBe(true);
    expect(budget.take(60)).toBe(false);
    budget.release(60);
    expect(budget.take(60)).toBe(true);
  });

  test('a clock set back owes nobody a wait', () => {
    const time = { now: 10_000_000 };
    const spend = createRateLimiter({ burst: 2, perSecond: 1 }, () => time.now);
    spend('a', 1);
    time.now -= 3_600_000;
    expect(spend('a', 1)).toBe(0);
    expect(spend('a', 1)).toBe(1);
  });
});
