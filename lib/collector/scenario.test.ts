import { describe, expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '@/lib/common/clock';
import { type RunClaim, signRunToken } from '@/lib/common/run-token';
import type { ClickstreamEvent, WireEvent } from '@/lib/events/event';
import type { Scenario } from '@/lib/shop/scenario';
import { collectorFixture, RUN_SECRET, sampleBatch } from '@/lib/testing/collector-fixture';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';

const SCENARIO: Scenario = {
  experiment: 'buy_box_note:b',
  price: { product_id: 'teapot-clay', factor: 0.5 },
};

function run(actor: RunClaim['actor'], scenario: unknown = SCENARIO): RunClaim {
  return { actor, run_id: 'preview-1', exp: SAMPLE_TIME + MINUTE_MS, scenario };
}

/** What became of the events of one request under a run's cookie, or under none. */
async function collect(claim: RunClaim | null, events: readonly WireEvent[], secret = RUN_SECRET) {
  const fixture = collectorFixture({ rateLimit: true });
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (claim) headers.cookie = `footfall_run=${signRunToken(claim, secret)}`;
  const admission = fixture.collector.admit({
    method: 'POST',
    header: (name) => headers[name],
    address: '10.0.0.1',
  });
  if (!admission.ok) throw new Error('not admitted');
  const body = Buffer.from(JSON.stringify(sampleBatch(events)));
  const answer = await fixture.collector.collect(admission.ticket, body);
  const stored = fixture.sink.lines.events.map((line): ClickstreamEvent => JSON.parse(line));
  return { answer, stored };
}

const assigned = sampleWireEvent({ variant: 'buy_box_note:b' });

describe('an arm', () => {
  test.each(['human', 'bot', 'producer'] as const)(
    'is recorded where a run of a %s is in it',
    async (actor) => {
      const { stored } = await collect(run(actor), [assigned]);
      expect(stored).toMatchObject([{ variant: 'buy_box_note:b', run_id: 'preview-1', actor }]);
    },
  );

  test.each<readonly [string, RunClaim | null, string]>([
    ['without a run', null, RUN_SECRET],
    ['with a forged token', run('human'), 'another secret'],
    ['of a run in the other arm', run('human', { experiment: 'buy_box_note:a' }), RUN_SECRET],
    ['of a run that changes prices only', run('producer', { price: { factor: 2 } }), RUN_SECRET],
    ['of a run without a scenario', { ...run('producer'), scenario: undefined }, RUN_SECRET],
    ['of a run whose scenario is not understood', run('human', { gravity: 0 }), RUN_SECRET],
  ])('is dropped %s, and the event kept', async (_what, claim, secret) => {
    const { stored, answer } = await collect(claim, [assigned], secret);
    expect(answer.body).toMatchObject({ results: [{ status: 'accepted' }] });
    expect(stored).toHaveLength(1);
    expect(stored[0]).not.toHaveProperty('variant');
    expect(stored[0]).not.toHaveProperty('extra');
  });

  test('is not made up for an event that names none', async () => {
    const { stored } = await collect(run('human'), [sampleWireEvent({ variant: undefined })]);
    expect(stored[0]).not.toHaveProperty('variant');
  });
});

test('what goes into a cart is priced as the run’s shoppers see it', async () => {
  const adding = (product_id: string) =>
    sampleWireEvent({ event_type: 'add_to_cart', product_id, quantity: 1 });
  const events = [adding('teapot-clay'), adding('mug-sage')];
  const prices = async (claim: RunClaim | null) =>
    (await collect(claim, events)).stored.map(({ unit_price }) => unit_price);
  expect(await prices(run('human'))).toEqual([17.25, 12]);
  expect(await prices(null)).toEqual([34.5, 12]);
});

describe('a person in a scenario', () => {
  test('stays a person: only the run’s name and scenario hold for them', async () => {
    const claims = { device_type: 'tablet', browser: 'Edge', location: 'FR' } as const;
    const purchase = sampleWireEvent({ event_type: 'purchase', order_id: 'o-1', quantity: 1 });
    const old = sampleWireEvent({ timestamp: new Date(SAMPLE_TIME - 60 * DAY_MS).toISOString() });
    const events = [sampleWireEvent(claims), purchase, old];
    const { answer, stored } = await collect(run('human'), events);
    expect(answer.body).toMatchObject({
      results: [
        { status: 'accepted' },
        { status: 'rejected', reason: 'server_only' },
        { status: 'rejected', reason: 'bad_time' },
      ],
    });
    expect(stored).toMatchObject([
      {
        actor: 'human',
        run_id: 'preview-1',
        device_type: 'mobile',
        browser: 'Safari',
        location: 'IE',
      },
    ]);
  });

  test('waits at the address limit like everybody else', () => {
    const fixture = collectorFixture({ rateLimit: true });
    const admitted = (actor: RunClaim['actor']) => {
      const headers: Record<string, string> = {
        'content-type': 'application/json',
        cookie: `footfall_run=${signRunToken(run(actor), RUN_SECRET)}`,
      };
      const header = (name: string) => headers[name];
      return fixture.collector.admit({ method: 'POST', header, address: '10.0.0.1' }).ok;
    };
    const people = Array.from({ length: 201 }, () => admitted('human'));
    expect(people.filter(Boolean)).toHaveLength(200);
    expect(admitted('bot')).toBe(true);
  });
});
