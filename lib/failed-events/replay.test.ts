import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { failedLine } from '@/lib/collector/failed-event';
import { DAY_MS, HOUR_MS } from '@/lib/common/clock';
import { signRunToken } from '@/lib/common/run-token';
import type { SinkOutcome } from '@/lib/delivery/event-sink';
import { RUN_SECRET } from '@/lib/testing/collector-fixture';
import { DAY, deskOver, fresh, fromTheFuture, lampAdded, send } from '@/lib/testing/failed-desk';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';

test('what a new catalogue knows is delivered as it would have been, line by line', async () => {
  const token = signRunToken(
    { actor: 'producer', run_id: 'run-7', exp: SAMPLE_TIME + DAY_MS, held_to_clock: true },
    RUN_SECRET,
  );
  const cases = [{}, { sentAt: SAMPLE_TIME - 2 * HOUR_MS }, { run: token }];
  const { desk, keep, sink, notes, time } = deskOver();
  const expected: string[] = [];
  for (const circumstances of cases) {
    const events = [fresh(), fresh()].map((id) => lampAdded(id));
    keep((await send(events, circumstances)).failed);
    const known = events.map((event) => ({ ...event, product_id: 'teapot-clay' }));
    const { events: lines } = await send(known, circumstances);
    expected.push(...lines.map((line) => line.replace('teapot-clay', 'lamp-new')));
  }
  const tried = await desk.tryReplay(DAY);
  expect(tried).toMatchObject({ ok: true, record: null, counts: { passed: 6, failedAgain: 0 } });
  expect(sink.lines.events).toEqual([]);
  expect(notes).toEqual([]);

  const replayed = await desk.replay(DAY, 'ada');
  expect(replayed).toMatchObject({ ok: true, record: { who: 'ada', passed: 6, problem: null } });
  expect(expected).toHaveLength(6);
  expect([...sink.lines.events].sort()).toEqual(expected.sort());
  expect(notes).toMatchObject([
    {
      who: 'ada',
      act: 'replayed',
      subject: 'every reason',
      detail: { replayed: 6, problem: null },
    },
  ]);
  expect(String(notes[0]?.detail.event_ids).split(' ')).toHaveLength(6);

  time.now += 1; // Replays are listed by their time.
  expect(await desk.replay(DAY, 'ada')).toMatchObject({
    counts: { read: 0, passed: 0, alreadyReplayed: 6 },
  });
  expect(sink.lines.events).toHaveLength(6);
  const { events, reasons, replays } = await desk.overview({ ...DAY, limit: 9 });
  expect(events.every((one) => one.replayed?.who === 'ada')).toBe(true);
  expect(reasons).toMatchObject([{ reason: 'unknown_product', count: 6, replayed: 6 }]);
  expect(replays.map(({ passed }) => passed)).toEqual([0, 6]);
});

test('a line of before the sender was kept is completed as far as it can be, and says so', async () => {
  const { desk, keep, sink } = deskOver();
  const failed = {
    reason: 'unknown_product',
    field: 'product_id',
    batch_id: 'b',
    index: 0,
  } as const;
  const event = lampAdded(fresh());
  const text = JSON.stringify(event);
  keep([failedLine({ ...failed, event_id: event.event_id, text }, SAMPLE_TIME + 250)]);
  await desk.replay(DAY, 'ada');
  expect(sink.lines.events.map((line) => JSON.parse(line))).toMatchObject([
    { event_id: event.event_id, device_type: 'desktop', location: null, flags: 'enrich_error' },
  ]);
});

test('a server that dies between delivery and mark delivers the same lines again', async () => {
  const { open, keep, sink, objects, time } = deskOver();
  keep((await send([lampAdded(fresh()), lampAdded(fresh())])).failed);
  const put = objects.put;
  const broken = vi.spyOn(objects, 'put').mockImplementation(async (key, body) => {
    if (key.includes('/replayed/')) throw new Error('the power went');
    await put(key, body);
  });
  expect(await open().replay(DAY, 'ada')).toMatchObject({
    record: { problem: expect.stringContaining('no second event') },
  });
  broken.mockRestore();
  time.now += DAY_MS;
  expect(await open().replay(DAY, 'ada')).toMatchObject({ record: { passed: 2, problem: null } });
  const [a, b, ...again] = sink.lines.events;
  expect(again).toEqual([a, b]);
  expect(a).not.toBe(b);
});

test('what the sink refuses stays, and what it took is marked', async () => {
  const { open, keep, sink } = deskOver();
  keep((await send([lampAdded(fresh()), lampAdded(fresh())])).failed);
  let answers: SinkOutcome[][] = [
    [{ ok: false, code: 'overloaded', message: 'full' }, { ok: true }],
    [{ ok: false, code: 'too_large', message: 'it never fits' }],
  ];
  const stubborn = {
    ...sink,
    put: async () => {
      const [first = [], ...rest] = answers;
      answers = rest;
      return first;
    },
  };
  const desk = open({ sink: stubborn });
  expect(await desk.replay(DAY, 'ada')).toMatchObject({
    record: { passed: 1, problem: 'it never fits' },
  });
  expect(await open().replay(DAY, 'ada')).toMatchObject({
    record: { passed: 1, alreadyReplayed: 1, problem: null },
  });
  expect(sink.lines.events).toHaveLength(1);
});

test('what can never pass is not offered, and one id is not given to two events', async () => {
  const { desk, keep, sink } = deskOver();
  const twice = fresh();
  const huge = { ...sampleWireEvent(fresh()), page: 'moon', note: 'x'.repeat(20_000) };
  const purchase = { event_type: 'purchase', order_id: 'o', quantity: 1 } as const;
  for (const batch of [
    [lampAdded(twice)],
    [lampAdded({ ...twice, quantity: 3 }), huge, 7],
    [sampleWireEvent({ ...fresh(), ...purchase }), fromTheFuture()],
  ]) {
    keep((await send(batch)).failed);
  }
  const outcome = await desk.replay(DAY, 'ada');
  expect(outcome).toMatchObject({ counts: { passed: 1, failedAgain: 2, withheld: 3 } });
  expect(
    outcome.ok && outcome.counts.faults.map(({ reason, withheld }) => [reason, withheld]),
  ).toEqual(
    expect.arrayContaining([
      ['id_collision', false],
      ['bad_field', false],
      ['too_large', true],
      ['not_object', true],
      ['server_only', true],
    ]),
  );
  expect(sink.lines.events.map((line) => JSON.parse(line).quantity)).toEqual([2]);
});

test('one at a time, so many at a time, one alone or a reason alone', async () => {
  const { open, keep, sink } = deskOver();
  keep((await send(Array.from({ length: 7 }, () => lampAdded(fresh())))).failed);
  keep((await send([fromTheFuture()])).failed);
  const desk = open({ limits: { replayed: 3 } });
  const { events } = await desk.overview({ ...DAY, limit: 9, reason: 'unknown_product' });
  const ref = events[0]?.ref ?? '';
  expect(await desk.replay({ ...DAY, ref }, 'ada')).toMatchObject({ counts: { passed: 1 } });
  expect(await desk.replay({ ...DAY, ref: `${ref}x` }, 'ada')).toMatchObject({
    code: 'no_such_failed_event',
  });
  const reason = 'unknown_product';
  const both = await Promise.all([
    desk.replay({ ...DAY, reason }, 'ada'),
    desk.replay({ ...DAY, reason }, 'bob'),
  ]);
  expect(both).toMatchObject([
    { counts: { passed: 3, left: 3, failedAgain: 0, alreadyReplayed: 1 } },
    { ok: false, code: 'busy' },
  ]);
  expect(await desk.replay({ ...DAY, reason }, 'bob')).toMatchObject({
    counts: { passed: 3, left: 0 },
  });
  expect(new Set(sink.lines.events).size).toBe(7);
});

test('a mark stays with its event where lines before it are taken out', async () => {
  const { desk, keep, sink } = deskOver();
  const path = keep((await send([fromTheFuture(), lampAdded(fresh())])).failed);
  await desk.replay(DAY, 'ada');
  writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(1).join('\n'));
  expect(await desk.replay(DAY, 'ada')).toMatchObject({ counts: { alreadyReplayed: 1 } });
  expect(sink.lines.events).toHaveLength(1);
});

test('a replay ends when the server does', async () => {
  const { open, keep, sink } = deskOver();
  keep((await send([lampAdded(fresh())])).failed);
  const desk = open();
  const replaying = desk.replay(DAY, 'ada');
  await desk.close();
  expect(await replaying).toMatchObject({
    record: { passed: 0, problem: 'The server was stopped.' },
  });
  expect(sink.lines.events).toEqual([]);
});
