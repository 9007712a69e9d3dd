import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { DAY_MS, HOUR_MS } from '@/lib/common/clock';
import { createRng } from '@/lib/common/rng';
import { createLakeSink } from '@/lib/delivery/lake';
import { openLake } from '@/lib/lake/lake';
import { createLakeTail } from '@/lib/lake/lake-tail';
import { RAW_EVENTS, RAW_FAILED } from '@/lib/lake/layout';
import { collectorFixture } from '@/lib/testing/collector-fixture';
import { type SearchCounts, searchEffort, searchTimeout } from '@/lib/testing/crash-model';
import {
  type DiskFault,
  failDisk,
  formatDisk,
  healDisk,
  type Power,
  start,
} from '@/lib/testing/forgetful-io';
import { createOracle } from '@/lib/testing/oracle';
import { type IssuedEvent, issueEvents } from '@/lib/testing/oracle-events';
import { sendIssued } from '@/lib/testing/oracle-sender';
import { SAMPLE_TIME } from '@/lib/testing/sample-events';

vi.mock('node:fs/promises', async () => (await import('@/lib/testing/forgetful-io')).fileSystem);
vi.mock('node:crypto', async (original) => ({
  ...(await original<typeof import('node:crypto')>()),
  randomUUID: (await import('@/lib/testing/forgetful-io')).seededUuid,
}));

const ROOT = '/lake';
const STEPS = 24;
const YEAR_MS = 365 * DAY_MS;
const PRICES = [
  { id: 'teapot-clay', price_cents: 3450 },
  { id: 'mug-sage', price_cents: 1200 },
];

const often = (operation: DiskFault['operation'], code: DiskFault['code']) => (world: World) => {
  for (let at = 1; at <= 12; at++) failDisk({ operation, at, code });
  world.healLater();
};
const once = (operation: DiskFault['operation'], code: DiskFault['code']) => () =>
  failDisk({ operation, at: 1, code });

/** Rows 2, 3, 10, 11, 17, 27 and 36 of the fault catalogue, as far as they reach the process. */
const FAULTS: Readonly<Record<string, (world: World) => void | Promise<void>>> = {
  'power cut soon': (world) => world.cutPowerAt(3),
  'power cut later': (world) => world.cutPowerAt(17),
  'sync fails once': once('sync', 'EIO'),
  'sync keeps failing': often('sync', 'EIO'),
  'disk full': often('write', 'ENOSPC'),
  'short writes': often('write', 'short'),
  'no new files': often('open', 'ENOSPC'),
  'no cutting off': often('truncate', 'EIO'),
  'clock a year ahead': (world) => world.moveClock(YEAR_MS),
  'clock a day back': (world) => world.moveClock(-DAY_MS),
  'clock some hours back': (world) => world.moveClock(-3 * HOUR_MS),
  'orderly restart': (world) => world.restart(),
  'everything replayed': (world) => world.replay(),
  'a flood': (world) => world.flood(),
};

type World = ReturnType<typeof createWorld>;

function createWorld(seed: number, count: (what: string, n?: number) => void) {
  formatDisk(seed);
  const rng = createRng(seed);
  const oracle = createOracle();
  const time = { now: SAMPLE_TIME };
  const sent: { readonly events: readonly IssuedEvent[]; readonly runId: string | null }[] = [];
  let power: Power;
  let server: { readonly fixture: ReturnType<typeof collectorFixture>; close(): Promise<void> };
  let underWay: Promise<unknown>[] = [];
  let off = false;
  let heal: number | null = null;

  function boot(): void {
    power = start();
    off = false;
    void power.gone.then(() => {
      off = true;
    });
    underWay = [];
    const clock = () => time.now;
    const limits = { maxSegmentBytes: 4_000, maxQueuedBytes: 12_000 };
    const sink = createLakeSink(openLake({ root: ROOT, clock, limits }), clock);
    server = { fixture: collectorFixture({ sink }), close: () => sink.close() };
  }

  /** Ends with the work or with the power, after which a new process starts. */
  async function orPowerCut(work: Promise<unknown>): Promise<void> {
    await Promise.race([work, power.gone]);
    await new Promise((resolve) => setImmediate(resolve));
    if (!off) return;
    count('power cuts');
    boot();
  }

  function send(batch: (typeof sent)[number]): Promise<void> {
    const { fixture } = server;
    fixture.time.now = time.now;
    const sending = { ...batch, now: time.now };
    return sendIssued(fixture.collector, oracle, sending).then(({ status, reasons }) => {
      count(`answered ${status}`);
      expect([200, 503]).toContain(status);
      for (const reason of reasons) count(`rejected as ${reason}`);
      expect(['server_only', 'bad_time']).toEqual(expect.arrayContaining([...reasons]));
    });
  }

  function fresh(): (typeof sent)[number] {
    const runId = rng() < 0.3 ? 'run-47' : null;
    const of = { rng, now: time.now, count: 1 + Math.floor(rng() * 4), runId, prices: PRICES };
    const events = issueEvents(of);
    for (const { id, stored, rejected } of events) oracle.issue(id, rejected ? null : stored);
    const batch = { events, runId };
    sent.push(batch);
    return batch;
  }

  async function linesOf(folder: string): Promise<string[]> {
    const tail = createLakeTail({ root: ROOT, folder, clock: () => time.now });
    const lines: string[] = [];
    for (;;) {
      const chunk = await tail.next(4_096);
      if (chunk.length === 0) return lines;
      lines.push(...chunk);
    }
  }

  boot();
  return {
    cutPowerAt: (operation: number) => power.cutAt(operation),
    moveClock(ms: number) {
      time.now += ms;
    },
    healLater() {
      heal = 4;
    },
    restart: () => orPowerCut(server.close().then(boot)),
    replay() {
      for (const batch of sent.slice(-10)) underWay.push(send(batch));
    },
    flood() {
      for (let n = 0; n < 30; n++) underWay.push(send(fresh()));
    },
    async step() {
      time.now += Math.floor(rng() * 60_000);
      underWay.push(send(fresh()));
      if (rng() < 0.5) await orPowerCut(Promise.all(underWay));
      if (heal !== null && --heal === 0) healDisk();
    },
    /** The faults are over: a fresh event passes, and the lake is what was promised. */
    async finish() {
      await orPowerCut(Promise.all(underWay));
      power.cutAt(Number.POSITIVE_INFINITY);
      healDisk();
      const last = fresh();
      await send(last);
      for (const { id, rejected } of last.events) {
        expect(oracle.fate(id)).toBe(rejected ? 'refused' : 'ok');
      }
      power.cut();
      boot();
      const verdict = oracle.judge(await linesOf(RAW_EVENTS));
      expect(verdict).toMatchObject({ lost: [], spurious: [], altered: [] });
      const failed = (await linesOf(RAW_FAILED)).flatMap((line) => idOf(line) ?? []);
      for (const id of oracle.refusedIds())
        expect(failed, `rejected and lost: ${id}`).toContain(id);
      count('acked events', verdict.acked);
      count('unknown events', verdict.unknown);
      count('rejected events', verdict.refused);
      count('copies', verdict.duplicates);
    },
  };
}

function idOf(line: string): string | null {
  try {
    return JSON.parse(line).event_id;
  } catch {
    return null; // A torn tail.
  }
}

const EFFORT = searchEffort(300);

test('any three faults together lose, invent and alter nothing, and service comes back', {
  timeout: searchTimeout(EFFORT),
}, async ({ task }) => {
  const { runs, seed } = EFFORT;
  const counts: SearchCounts = {};
  const count = (what: string, n = 1) => {
    counts[what] = (counts[what] ?? 0) + n;
  };
  const fault = fc.record({
    name: fc.constantFrom(...Object.keys(FAULTS)),
    step: fc.nat(STEPS - 1),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.uniqueArray(fault, { minLength: 3, maxLength: 3, selector: ({ name }) => name }),
      async (luck, faults) => {
        count('sequences');
        const world = createWorld(luck, count);
        for (let step = 0; step < STEPS; step++) {
          for (const { name } of faults.filter((one) => one.step === step)) {
            count(name);
            await FAULTS[name]?.(world);
          }
          await world.step();
        }
        await world.finish();
      },
    ),
    { numRuns: runs, seed },
  );
  task.meta.searchCounts = counts;
  for (const what of [...Object.keys(FAULTS), 'power cuts', 'copies', 'answered 503']) {
    expect(counts[what], what).toBeGreaterThan(0);
  }
  expect(counts['acked events']).toBeGreaterThan(runs * 10);
});
