import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import { type SearchCounts, searchEffort, searchTimeout } from '@/lib/testing/crash-model';
import {
  type DiskFault,
  failDisk,
  formatDisk,
  healDisk,
  type Power,
  start,
} from '@/lib/testing/forgetful-io';
import { type Lake, openLake } from './lake';
import { createLakeTail, type LakeTail } from './lake-tail';
import { RAW_EVENTS, RAW_FAILED } from './layout';

vi.mock('node:fs/promises', async () => (await import('@/lib/testing/forgetful-io')).fileSystem);
vi.mock('node:crypto', async (original) => ({
  ...(await original<typeof import('node:crypto')>()),
  randomUUID: (await import('@/lib/testing/forgetful-io')).seededUuid,
}));

const ROOT = '/lake';
const STREAMS = { events: RAW_EVENTS, failed: RAW_FAILED } as const;
type Stream = keyof typeof STREAMS;

type Command =
  | { readonly do: 'append'; readonly stream: Stream; readonly texts: readonly string[] }
  | { readonly do: 'settle' | 'read' | 'restart' }
  /** The power goes during the n-th operation from here. */
  | { readonly do: 'crash'; readonly operation: number }
  | { readonly do: 'forward'; readonly ms: number }
  | { readonly do: 'fault'; readonly fault: DiskFault };

const append = fc.record({
  do: fc.constant('append' as const),
  stream: fc.constantFrom<Stream>('events', 'events', 'events', 'failed'),
  texts: fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { minLength: 1, maxLength: 4 }),
});
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: append },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('settle' as const, 'read' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      operation: fc.integer({ min: 1, max: 25 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('forward' as const),
      ms: fc.constantFrom(SECOND_MS, 3 * MINUTE_MS, HOUR_MS, 5 * HOUR_MS, 3 * DAY_MS),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      fault: fc.record({
        operation: fc.constantFrom<DiskFault['operation'][]>(
          'sync',
          'write',
          'open',
          'mkdir',
          'truncate',
          'name',
          'close',
        ),
        at: fc.integer({ min: 1, max: 4 }),
        code: fc.constantFrom<DiskFault['code'][]>('EIO', 'ENOSPC', 'short'),
      }),
    }),
  },
);

/** A lake on the forgetful disk, and what its callers were told. */
function createWorld(seed: number, counts: SearchCounts) {
  formatDisk(seed);
  const given = new Set<string>();
  const acked = { events: new Set<string>(), failed: new Set<string>() };
  const time = { now: Date.parse('2026-11-22T08:15:40.000Z') };
  const clock = () => time.now;
  let power: Power;
  let lake: Lake;
  let tail: LakeTail;
  let underWay: Promise<unknown>[] = [];
  let off = false;
  let nextLine = 0;

  const count = (what: string, n = 1) => {
    counts[what] = (counts[what] ?? 0) + n;
  };

  function boot(): void {
    power = start();
    off = false;
    void power.gone.then(() => {
      off = true;
    });
    underWay = [];
    lake = openLake({
      root: ROOT,
      clock,
      limits: { maxSegmentBytes: 400, maxSegmentAgeMs: 15 * MINUTE_MS, maxQueuedBytes: 400 },
    });
    tail = lake.readEvents();
  }

  /** Ends with the work or with the power; whoever works after the cut does nothing any more. */
  async function orPowerCut(work: Promise<unknown>): Promise<void> {
    await Promise.race([work, power.gone]);
    await new Promise((resolve) => setImmediate(resolve));
    if (off) await recover();
  }

  function take(stream: Stream, texts: readonly string[]): Promise<void> {
    const lines = texts.map((text) => JSON.stringify({ n: nextLine++, text }));
    for (const line of lines) given.add(line);
    return lake[stream].append(`${lines.join('\n')}\n`).then((outcome) => {
      count(outcome.ok ? 'acked lines' : `lines refused as ${outcome.code}`, lines.length);
      if (outcome.ok) for (const line of lines) acked[stream].add(line);
    });
  }

  async function readAll(from: LakeTail, maxBytes: number, into: (line: string) => void) {
    for (;;) {
      const chunk = await from.next(maxBytes);
      if (chunk.length === 0) return;
      chunk.forEach(into);
    }
  }

  /** What a new reader finds in a stream, held against what was given and acked. */
  async function verify(stream: Stream): Promise<void> {
    const folder = STREAMS[stream];
    const lines: string[] = [];
    await readAll(createLakeTail({ root: ROOT, folder, clock }), 64, (line) => lines.push(line));
    const whole = lines.filter((line) => given.has(line));
    const rest = lines.filter((line) => !given.has(line));
    // Torn by the cut: nothing that could pass for an event.
    for (const line of rest) expect(() => JSON.parse(line), `never given: ${line}`).toThrow();
    expect(new Set(whole).size, 'lines read twice').toBe(whole.length);
    const found = new Set(whole);
    for (const line of acked[stream]) expect(found.has(line), `lost: ${line}`).toBe(true);
    count('torn lines found', rest.length);
    count('unacked lines found', whole.length - acked[stream].size);
  }

  async function recover(): Promise<void> {
    count('power cuts');
    boot();
    for (const stream of Object.keys(STREAMS) as Stream[]) await verify(stream);
  }

  const seen = new Set<string>();
  async function read(): Promise<void> {
    const before = [...acked.events];
    try {
      await readAll(tail, 200, (line) => seen.add(line));
    } catch {
      return count('reads that failed'); // A fault hit the reader; it goes on where it stood.
    }
    for (const line of before) expect(seen.has(line), `not visible: ${line}`).toBe(true);
  }

  boot();
  return {
    async play(command: Command): Promise<void> {
      count('commands');
      switch (command.do) {
        case 'append':
          underWay.push(take(command.stream, command.texts));
          return;
        case 'settle':
          return orPowerCut(Promise.all(underWay));
        case 'read':
          return orPowerCut(read());
        case 'restart':
          return orPowerCut(lake.close().then(boot, boot));
        case 'crash':
          return power.cutAt(command.operation);
        case 'forward':
          time.now += command.ms;
          return;
        case 'fault':
          count('faults set');
          return failDisk(command.fault);
      }
    },
    /** Faults over, the lake takes a fresh line, and what it acked outlives one more cut. */
    async finish(): Promise<void> {
      await orPowerCut(Promise.all(underWay));
      power.cutAt(Number.POSITIVE_INFINITY);
      healDisk();
      const before = acked.events.size;
      await take('events', ['fresh']);
      expect(acked.events.size, 'takes a fresh line').toBe(before + 1);
      power.cut();
      await recover();
    },
  };
}

const EFFORT = searchEffort(1_000);

test('after any power cut every acked line is there, whole and once, and nothing else that reads as one', {
  timeout: searchTimeout(EFFORT),
}, async ({ task }) => {
  const { runs, seed } = EFFORT;
  const counts: SearchCounts = { sequences: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(command, { minLength: 1, maxLength: 30, size: 'max' }),
      async (luck, commands) => {
        counts.sequences = (counts.sequences ?? 0) + 1;
        const world = createWorld(luck, counts);
        for (const command of commands) await world.play(command);
        await world.finish();
      },
    ),
    { numRuns: runs, seed },
  );
  task.meta.searchCounts = counts;
  // Each of these must have happened, or the search has not searched.
  for (const what of ['acked lines', 'lines refused as unavailable', 'lines refused as overloaded'])
    expect(counts[what], what).toBeGreaterThan(runs / 10);
  for (const what of ['torn lines found', 'unacked lines found', 'reads that failed'])
    expect(counts[what], what).toBeGreaterThan(0);
  expect(counts['power cuts']).toBeGreaterThan(runs);
});
