import { DAY_MS, toIso } from '@/lib/common/clock';
import { createRng } from '@/lib/common/rng';
import { type FillRandom, uuidV7 } from '@/lib/common/uuid';
import { toLine } from '@/lib/events/complete';
import { sampleEvent } from '@/lib/testing/sample-events';
import { createPlan } from '@/lib/traffic/plan';
import { median } from './harness';
import { type BenchRun, perSecond, type Verdict } from './verdict';

const BUDGET = 100_000;
const FROM = Date.parse('2026-10-19T00:00:00.000Z');
const YARDSTICK_EVENTS = 200_000;
const SAMPLE = sampleEvent();

/** Planned events a second of one core, beside a thread that writes events of chance without a plan. */
export async function benchPlan({ rounds, seed, report }: BenchRun): Promise<Verdict[]> {
  // Caches of shelves and searches fill once a process.
  simulate(seed, 2);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    ours.push(simulate(seed + round, 12));
    theirs.push(randomEvents(seed + round));
    report(
      `round ${round}: ${perSecond(ours.at(-1) ?? 0, 'events')}, yardstick ${perSecond(theirs.at(-1) ?? 0, 'events')}`,
    );
  }
  const rate = median(ours);
  return [
    {
      what: 'plan simulation, one core',
      ours: perSecond(rate, 'events'),
      yardstick: `one Node thread writing random events ${perSecond(median(theirs), 'events')}`,
      ratio: rate / median(theirs),
      budget: `at least ${BUDGET.toLocaleString('en')} events/s`,
      met: rate >= BUDGET,
    },
  ];
}

/** Events a CPU second; the people of the weeks before are looked at as well. */
function simulate(seed: number, days: number): number {
  const plan = createPlan({ seed, sessionsPerDay: 5_000 });
  let events = 0;
  const seconds = cpuSeconds(() => {
    for (const { acts } of plan.sessions(FROM, FROM + days * DAY_MS)) events += acts.length;
  });
  return events / seconds;
}

function randomEvents(seed: number): number {
  const rng = createRng(seed);
  const fill: FillRandom = (bytes) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(rng() * 256);
  };
  let bytes = 0;
  const seconds = cpuSeconds(() => {
    for (let i = 0; i < YARDSTICK_EVENTS; i++) {
      const event_ms = FROM + i;
      const event_id = uuidV7(event_ms, fill);
      const event = { ...SAMPLE, event_id, event_ms, timestamp: toIso(event_ms) };
      bytes += toLine(event).length;
    }
  });
  if (bytes === 0) throw new Error('nothing was written');
  return YARDSTICK_EVENTS / seconds;
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
