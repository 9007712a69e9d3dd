import { FirehoseClient } from '@aws-sdk/client-firehose';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FirehoseStandIn, startFirehoseStandIn } from '@/e2e/fixtures/firehose-stand-in';
import { createRng } from '@/lib/common/rng';
import { describeEventSink } from '@/lib/testing/event-sink-contract';
import type { EventSink } from './event-sink';
import { createFirehoseSink, type FirehoseSinkOptions } from './firehose';

const STREAMS = { events: 'footfall-events', failed: 'footfall-failed' };
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
const OK = { ok: true };

function openSink(url: string, options: Partial<FirehoseSinkOptions> = {}): EventSink {
  // The SDK reads it when the client is made; this is how an endpoint is set in production too.
  vi.stubEnv('AWS_ENDPOINT_URL_FIREHOSE', url);
  const sink = createFirehoseSink({
    region: 'eu-west-1',
    streams: STREAMS,
    credentials: CREDENTIALS,
    rng: createRng(7),
    ...options,
  });
  return sink;
}

describeEventSink('firehose', async () => {
  const standIn = await startFirehoseStandIn();
  const sink = openSink(standIn.url);
  return {
    sink,
    landed: async (stream) => standIn.accepted(STREAMS[stream]),
    dispose: async () => {
      vi.unstubAllEnvs();
      await standIn.close();
    },
  };
});

let standIn: FirehoseStandIn;
let sink: EventSink;

beforeEach(async () => {
  standIn = await startFirehoseStandIn();
  sink = openSink(standIn.url);
});
afterEach(async () => {
  await sink.close();
  await standIn.close();
  vi.unstubAllEnvs();
});

const landed = () => standIn.accepted(STREAMS.events);
const requests = () => standIn.requests();
/** A line of that many bytes, its line break included. */
const sized = (bytes: number, id = 'x') => id.padEnd(bytes - 1, '.');
const count = (lines: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
};

test('sends only the refused records again', async () => {
  standIn.script([
    { do: 'partial', indexes: [1] },
    { do: 'partial', indexes: [0] },
  ]);
  const lines = [sized(5000, 'a'), sized(5000, 'b'), sized(5000, 'c')];
  expect(await sink.put('events', lines)).toEqual([OK, OK, OK]);
  expect(requests().map(({ records }) => records)).toEqual([3, 1, 1]);
  expect(landed()).toEqual([lines[0], lines[2], lines[1]]);
});

test('does not believe FailedPutCount, in either direction', async () => {
  standIn.script([
    { do: 'lie', indexes: [0], failedPutCount: 0 },
    { do: 'lie', indexes: [], failedPutCount: 2 },
  ]);
  expect(await sink.put('events', ['a'])).toEqual([OK]);
  expect(landed()).toEqual(['a']);
  expect(requests()).toHaveLength(2);
});

test.each([-1, 1])('an answer with %i entries too many acknowledges nothing', async (by) => {
  standIn.always({ do: 'wrong-length', by });
  const [first, second] = await sink.put('events', [sized(5000, 'a'), sized(5000, 'b')]);
  expect(first).toMatchObject({ ok: false, code: 'unavailable' });
  expect(second).toEqual(first);
  expect(requests()).toHaveLength(4);
});

test('gives up after four tries and recovers with the stream', async () => {
  standIn.always({ do: 'throttle' });
  expect(sink.state()).toMatchObject({ healthy: true, message: null });
  const [refused] = await sink.put('events', ['a']);
  expect(refused).toMatchObject({ ok: false, code: 'unavailable' });
  expect(refused).toHaveProperty(
    'message',
    'Firehose stream footfall-events in eu-west-1: ServiceUnavailableException: Slow down. (4 of 4 tries)',
  );
  expect(requests()).toHaveLength(4);
  expect(sink.state()).toMatchObject({
    healthy: false,
    message: expect.stringContaining('footfall-events'),
    queuedBytes: 0,
    lagMs: 0,
  });

  standIn.always({ do: 'ok' });
  expect(await sink.put('events', ['a'])).toEqual([OK]);
  expect(sink.state()).toMatchObject({ healthy: true, message: null });
  expect(landed()).toEqual(['a']);
});

test('a stream that is throttled for long is asked no more often than a well one', async () => {
  standIn.always({ do: 'throttle' });
  await sink.put('events', ['a']);
  expect(requests()).toHaveLength(4);
  const second = await sink.put('events', ['b']);
  expect(second).toMatchObject([{ ok: false, message: expect.stringContaining('1 of 1 tries') }]);
  expect(requests()).toHaveLength(5);
  // Whatever comes meanwhile waits for the next probe, and shares it.
  const flood = await Promise.all(
    Array.from({ length: 50 }, (_, n) => sink.put('events', [`${n}`])),
  );
  expect(flood.flat().every(({ ok }) => !ok)).toBe(true);
  expect(requests().length).toBeLessThanOrEqual(7);
  standIn.always({ do: 'ok' });
  expect(await sink.put('events', ['c'])).toEqual([OK]);
  standIn.script([{ do: 'throttle' }]);
  expect(await sink.put('events', ['d']), 'well again, it is tried as often as before').toEqual([
    OK,
  ]);
});

test('backs off with full jitter, doubling', async () => {
  const waits: number[] = [];
  const patient = openSink(standIn.url, {
    rng: () => 1,
    sleep: async (ms) => void waits.push(ms),
  });
  standIn.always({ do: 'error', status: 500, type: 'InternalFailure' });
  await patient.put('events', ['a']);
  expect(waits).toEqual([50, 100, 200]);
  await patient.close();
});

test('an endpoint that goes silent, before its headers or after, is given up in time', async () => {
  const stalling = await startFirehoseStandIn();
  const other = openSink(stalling.url);
  standIn.always({ do: 'hang' });
  stalling.always({ do: 'stall' });
  const started = Date.now();
  const answered = Promise.all([sink.put('events', ['a']), other.put('events', ['a'])]);
  await new Promise((done) => setTimeout(done, 500));
  for (const { state } of [sink, other]) {
    expect(state().queuedBytes).toBe(2);
    expect(state().lagMs).toBeGreaterThan(400);
  }
  for (const outcome of await answered) {
    expect(outcome).toMatchObject([{ ok: false, code: 'unavailable' }]);
  }
  // One full request time-out and what is left of the line's six seconds.
  const took = Date.now() - started;
  expect(took).toBeGreaterThan(3000);
  expect(took).toBeLessThan(8000);
  for (const { state } of [sink, other]) {
    expect(state()).toMatchObject({ healthy: false, queuedBytes: 0, lagMs: 0 });
  }
  await other.close();
  await stalling.close();
});

test('lines that wait behind a silent endpoint are given back while there is time', async () => {
  standIn.script([{ do: 'hang' }, { do: 'hang' }]);
  const first = sink.put('events', ['a']);
  await new Promise((done) => setTimeout(done, 50));
  const second = sink.put('events', ['b']);
  await new Promise((done) => setTimeout(done, 50));
  const started = Date.now();
  expect(await sink.put('events', ['c'])).toMatchObject([{ ok: false, code: 'overloaded' }]);
  expect(Date.now() - started).toBeLessThan(4000);
  expect([...(await first), ...(await second)]).toEqual([OK, OK]);
});

test('a connection cut after the records were taken leaves duplicates, and the answer is right', async () => {
  standIn.script([{ do: 'destroy-after-accept' }]);
  expect(await sink.put('events', ['a', 'b'])).toEqual([OK, OK]);
  expect(landed()).toEqual(['a', 'b', 'a', 'b']);
});

test('what AWS will never take is not tried again, and is told in its own words', async () => {
  standIn.script([{ do: 'error', status: 400, type: 'InvalidArgumentException' }]);
  expect(await sink.put('events', ['a'])).toEqual([
    {
      ok: false,
      code: 'unavailable',
      message:
        'Firehose stream footfall-events in eu-west-1: InvalidArgumentException: as scripted (1 of 4 tries)',
    },
  ]);
  expect(requests()).toHaveLength(1);

  const lost = openSink(standIn.url, { streams: { ...STREAMS, events: 'nope' } });
  const [outcome] = await lost.put('events', ['a']);
  expect(outcome).toMatchObject({ ok: false, code: 'unavailable' });
  expect(outcome).toHaveProperty('message', expect.stringMatching(/nope in eu-west-1: Resource/));
  expect(requests()).toHaveLength(2);
  await lost.close();
});

test('missing credentials are told at once', async () => {
  const poor = openSink(standIn.url, {
    credentials: async () => {
      throw Object.assign(new Error('Could not load credentials'), {
        name: 'CredentialsProviderError',
      });
    },
  });
  const [outcome] = await poor.put('events', ['a']);
  expect(outcome).toHaveProperty('message', expect.stringContaining('CredentialsProviderError'));
  expect(requests()).toHaveLength(0);
  await poor.close();
});

test('nobody listens: unavailable, and well again once somebody does', async () => {
  const { port } = standIn;
  await standIn.close();
  expect(await sink.put('events', ['a'])).toMatchObject([{ ok: false, code: 'unavailable' }]);
  expect(sink.state().message).toContain('ECONNREFUSED');
  standIn = await startFirehoseStandIn({ port });
  expect(await sink.put('events', ['a'])).toEqual([OK]);
});

test('a line no record can hold is answered alone and harms nobody', async () => {
  const largest = sized(1_024_000, 'largest');
  const answered = await sink.put('events', ['a', sized(1_024_001), largest, 'b']);
  expect(answered).toMatchObject([OK, { ok: false, code: 'too_large' }, OK, OK]);
  expect([...landed()].sort()).toEqual(['a', 'b', largest].sort());
  expect(await sink.put('events', [sized(2_000_000)])).toMatchObject([{ code: 'too_large' }]);
  expect(sink.state()).toMatchObject({ healthy: true, queuedBytes: 0, lagMs: 0 });
});

test('a flood stays inside the limits of a request, and packs', async () => {
  const lines = Array.from({ length: 12_000 }, (_, n) => sized(450, `${n}`));
  const answered = await sink.put('events', lines);
  expect(answered.every(({ ok }) => ok)).toBe(true);
  expect(count(landed())).toEqual(count(lines));
  // 11 lines of 450 B fill 4,950 of 5,120 B. Two requests are in flight, so they may pass each other.
  const records = requests().map((request) => request.records);
  expect(records.sort((a, b) => b - a)).toEqual([500, 500, 91]);
  for (const { did, bodyBytes } of requests()) {
    expect(did).toBe('ok');
    expect(bodyBytes).toBeLessThanOrEqual(4 * 1024 * 1024);
  }
});

test('large lines stay inside 4 MiB a request', async () => {
  const lines = Array.from({ length: 12 }, (_, n) => sized(900_000, `${n}`));
  expect((await sink.put('events', lines)).every(({ ok }) => ok)).toBe(true);
  expect(requests().every(({ did }) => did === 'ok')).toBe(true);
  expect(requests().length).toBeLessThanOrEqual(4);
});

test('callers of the same moment share a request', async () => {
  const calls = Array.from({ length: 200 }, (_, n) => sink.put('events', [sized(450, `${n}`)]));
  expect((await Promise.all(calls)).flat().every(({ ok }) => ok)).toBe(true);
  expect(requests()).toMatchObject([{ records: 19 }]);
});

test('memory is bounded: what does not fit is refused at once, and room comes back', async () => {
  standIn.always({ do: 'delay', ms: 400 });
  const third = Array.from({ length: 12 }, (_, n) => sized(900_000, `${n}`));
  const taken = [0, 1, 2].map(() => sink.put('events', third));
  expect(sink.state().queuedBytes).toBe(3 * 12 * 900_000);
  const refused = sink.put('failed', third);
  expect(await Promise.race([refused, ...taken])).toMatchObject(
    third.map(() => ({ ok: false, code: 'overloaded' })),
  );
  standIn.always({ do: 'ok' });
  for (const answered of await Promise.all(taken)) expect(answered).toEqual(third.map(() => OK));
  expect(await sink.put('failed', ['a'])).toEqual([OK]);
  expect(sink.state()).toMatchObject({ queuedBytes: 0, lagMs: 0 });
});

test('a call larger than the whole queue is told to come in parts', async () => {
  const call = Array.from({ length: 40 }, () => sized(900_000));
  expect(await sink.put('events', call)).toMatchObject(call.map(() => ({ code: 'too_large' })));
});

test('the two streams do not wait for each other', async () => {
  standIn.script([{ do: 'delay', ms: 1000 }]);
  const slow = sink.put('events', ['a']);
  await new Promise((done) => setTimeout(done, 50));
  const quick = sink.put('failed', ['b']);
  expect(await Promise.race([slow.then(() => 'slow'), quick.then(() => 'quick')])).toBe('quick');
  expect([...(await slow), ...(await quick)]).toEqual([OK, OK]);
});

test('a given client is used and left alive', async () => {
  const client = new FirehoseClient({
    region: 'eu-west-1',
    endpoint: standIn.url,
    credentials: CREDENTIALS,
    maxAttempts: 1,
  });
  const first = openSink('http://127.0.0.1:9', { client });
  expect(await first.put('events', ['a'])).toEqual([OK]);
  await first.close();
  const second = openSink('http://127.0.0.1:9', { client });
  expect(await second.put('events', ['b'])).toEqual([OK]);
  await second.close();
  client.destroy();
});
