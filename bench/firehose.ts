import { setTimeout as wait } from 'node:timers/promises';
import { startFirehoseStandIn } from '@/e2e/fixtures/firehose-stand-in';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { SECOND_MS, systemClock, toIso } from '@/lib/common/clock';
import { createRng } from '@/lib/common/rng';
import type { EventSink } from '@/lib/delivery/event-sink';
import { createFirehoseSink } from '@/lib/delivery/firehose';
import { createLakeSink } from '@/lib/delivery/lake';
import { BILLING_UNIT_BYTES, billedBytes } from '@/lib/delivery/pack-records';
import { openLake } from '@/lib/lake/lake';
import { issueEvents } from '@/lib/testing/oracle-events';
import { benchFolder, median, startServer } from './harness';
import { type BenchRun, perSecond, type Verdict } from './verdict';

const STREAMS = { events: 'footfall-events', failed: 'footfall-failed' };
const BILL_BUDGET = 0.03;
/** Dollars a GiB, us-east-1: ingestion, and conversion to Parquet. */
const PRICE = 0.029 + 0.018;
const NAIVE_BILL = ((BILLING_UNIT_BYTES * 1e6) / 2 ** 30) * PRICE;
const DRIVER_BUDGET = 0.5;
const AMPLIFICATION_BUDGET = 1.1;
/** How much longer it is throttled than it was well: a minute with ten seconds a turn. */
const THROTTLED_TURNS = 6;
/** As many as keep either driver busy: each waits for its answer before it sends again. */
const CALLERS = 1024;

/** The Firehose driver: what it costs, beside the lake's, and into a stream that is throttled. */
export async function benchFirehose(options: BenchRun): Promise<Verdict[]> {
  const lines = eventLines(options.seed);
  const before = process.env.AWS_ENDPOINT_URL_FIREHOSE;
  try {
    return [
      ...(await bills(options, lines)),
      ...(await drivers(options, lines)),
      ...(await amplification(options, lines)),
    ];
  } finally {
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL_FIREHOSE;
    else process.env.AWS_ENDPOINT_URL_FIREHOSE = before;
  }
}

/** As the collector stores them. */
function eventLines(seed: number): readonly string[] {
  const now = systemClock();
  const issued = { rng: createRng(seed), now, count: 2_000, runId: null, prices: PRODUCTS };
  return issueEvents(issued).map(({ stored }) =>
    JSON.stringify({ ...stored, received_at: toIso(now) }),
  );
}

/** The SDK reads its endpoint when it first sends, so it stays set until the next one is. */
function firehose(url: string): EventSink {
  process.env.AWS_ENDPOINT_URL_FIREHOSE = url;
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  return createFirehoseSink({ region: 'eu-west-1', streams: STREAMS, credentials });
}

/** By what arrived: a record is billed in units of 5 KiB. */
async function bills({ seconds, report }: BenchRun, lines: readonly string[]): Promise<Verdict[]> {
  const bill = async (what: string, load: (sink: EventSink) => Promise<unknown>) => {
    report(`bill: ${what}`);
    const standIn = await startFirehoseStandIn();
    const sink = firehose(standIn.url);
    try {
      await load(sink);
      const records = standIn.records(STREAMS.events);
      const events = standIn.accepted(STREAMS.events).length;
      const billed = records.reduce((sum, { length }) => sum + billedBytes(length), 0);
      const dollars = ((billed / events) * 1e6 * PRICE) / 2 ** 30;
      return { dollars, events, packed: events / records.length };
    } finally {
      await sink.close();
      await standIn.close();
    }
  };
  const paced = (rate: number) => async (sink: EventSink) => {
    await steadily(sink, lines, rate, seconds);
  };
  const full = await bill('as fast as it goes', (sink) => flood(sink, lines, 1, 2));
  const beside = [];
  for (const rate of [1, 100]) {
    const { dollars, packed } = await bill(`${rate} event(s) a second`, paced(rate));
    beside.push(`${rate} event/s $${dollars.toFixed(3)} (${packed.toFixed(1)} a record)`);
  }
  return [
    {
      what: 'Firehose and conversion, a million events under load, one a request',
      ours: `$${full.dollars.toFixed(4)}, ${full.packed.toFixed(1)} events a record, of ${full.events}`,
      yardstick: `one event a record $${NAIVE_BILL.toFixed(3)}; ${beside.join('; ')}`,
      ratio: full.dollars / NAIVE_BILL,
      budget: `$${BILL_BUDGET.toFixed(3)}`,
      met: full.dollars <= BILL_BUDGET,
    },
  ];
}

async function drivers(
  { rounds, seconds, report }: BenchRun,
  lines: readonly string[],
): Promise<Verdict[]> {
  const folder = benchFolder();
  const instant = await startServer({
    name: 'instant Firehose',
    args: ['--import', 'tsx', 'bench/instant-firehose.ts'],
  });
  const ours = firehose(instant.url);
  const lake = openLake({ root: folder.path, clock: systemClock });
  const theirs = createLakeSink(lake, systemClock);
  try {
    const verdicts: Verdict[] = [];
    for (const events of [1, 20]) {
      const rates = { ours: [] as number[], theirs: [] as number[] };
      await flood(ours, lines, events, 1);
      for (let round = 1; round <= rounds; round++) {
        report(`drivers: ${events} event(s) a call, round ${round} of ${rounds}`);
        rates.ours.push(await flood(ours, lines, events, seconds / 2));
        rates.theirs.push(await flood(theirs, lines, events, seconds / 2));
      }
      const [firehoseRate, lakeRate] = [median(rates.ours), median(rates.theirs)];
      const ratio = firehoseRate / lakeRate;
      verdicts.push({
        what: `Firehose driver against an instant stand-in, ${events} event(s) a call`,
        ours: perSecond(firehoseRate, 'events'),
        yardstick: `the lake driver ${perSecond(lakeRate, 'events')}`,
        ratio,
        budget: `${DRIVER_BUDGET} × the lake driver`,
        met: ratio >= DRIVER_BUDGET,
      });
    }
    return verdicts;
  } finally {
    await ours.close();
    await theirs.close();
    await instant.stop();
    folder.remove();
  }
}

async function amplification(
  { seconds, report }: BenchRun,
  lines: readonly string[],
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const rate of [1, 50]) {
    report(`throttled for ${seconds * THROTTLED_TURNS} s at ${rate} call(s) a second`);
    const standIn = await startFirehoseStandIn();
    const sink = firehose(standIn.url);
    try {
      await steadily(sink, lines, rate, seconds);
      const well = standIn.requests().length / seconds;
      standIn.always({ do: 'throttle' });
      const before = standIn.requests().length;
      await steadily(sink, lines, rate, seconds * THROTTLED_TURNS);
      const throttled = (standIn.requests().length - before) / (seconds * THROTTLED_TURNS);
      standIn.always({ do: 'ok' });
      const startedAt = performance.now();
      while (!(await sink.put('events', ['again']))[0]?.ok) await wait(10);
      const backMs = performance.now() - startedAt;
      const ratio = throttled / well;
      verdicts.push({
        what: `requests into a throttled stream, ${rate} call(s) a second`,
        ours: `${throttled.toFixed(2)} a second; taken again after ${backMs.toFixed(0)} ms`,
        yardstick: `${well.toFixed(2)} a second while it is well`,
        ratio,
        budget: `${AMPLIFICATION_BUDGET} ×`,
        met: ratio <= AMPLIFICATION_BUDGET,
      });
    } finally {
      await sink.close();
      await standIn.close();
    }
  }
  return verdicts;
}

/** Callers that each send when they are answered; answers events a second. */
async function flood(
  sink: EventSink,
  lines: readonly string[],
  perCall: number,
  seconds: number,
): Promise<number> {
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * SECOND_MS;
  let taken = 0;
  const caller = async (number: number) => {
    for (let at = number; performance.now() < endsAt; at += CALLERS) {
      const first = (at * perCall) % (lines.length - perCall);
      const outcomes = await sink.put('events', lines.slice(first, first + perCall));
      if (outcomes.some(({ ok }) => !ok)) throw new Error(`refused: ${JSON.stringify(outcomes)}`);
      taken += perCall;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, number) => caller(number)));
  return (taken * SECOND_MS) / (performance.now() - startedAt);
}

/** One event a call, so many a second, whatever becomes of them. */
async function steadily(
  sink: EventSink,
  lines: readonly string[],
  rate: number,
  seconds: number,
): Promise<void> {
  const calls: Promise<unknown>[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < rate * seconds; n++) {
    const dueAt = startedAt + (n * SECOND_MS) / rate;
    await wait(Math.max(0, dueAt - performance.now()));
    calls.push(sink.put('events', [lines[n % lines.length] ?? '']));
  }
  await Promise.all(calls);
}
