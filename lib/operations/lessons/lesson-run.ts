import type { Collector } from '@/lib/collector/collector';
import { type Clock, DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { createFaults, type Faults } from '@/lib/traffic/faults/faults';
import type { LedgerEntry } from '@/lib/traffic/ledger';
import { createPlan } from '@/lib/traffic/plan';
import { produce } from '@/lib/traffic/producer';
import { followPlan } from '@/lib/traffic/sources';
import { toCollector } from '@/lib/traffic/transport';

/** What a set of lessons is made of: the same, and it is the same to the last byte. */
export interface LessonPlan {
  readonly seed: number;
  readonly days: number;
  readonly sessionsPerDay: number;
}

/** A run that was played: what truly happened, and what was stored of it in order of arrival. */
export interface LessonRun {
  readonly entries: readonly LedgerEntry[];
  readonly events: readonly string[];
  readonly failed: readonly string[];
}

export interface LessonRunOptions {
  readonly plan: LessonPlan;
  readonly openCollector: (
    clock: Clock,
    runSecret: string,
  ) => {
    readonly collector: Collector;
    readonly lines: Readonly<Record<'events' | 'failed', readonly string[]>>;
  };
  readonly onProgress?: (share: number) => void;
}

export const LESSON_RUN = 'lessons';
/** A Monday. */
export const LESSONS_BEGIN = Date.UTC(2026, 10, 2);
/** Longer than an hour stays open for, whatever minute an event falls in. */
export const LATE_BY_MS = 3 * HOUR_MS;
const TICK_MS = MINUTE_MS;
/** From one request to the next: the copies of an event arrive at another time. */
const WAY_MS = 37;
const RATE = 1;
/** Signs the tokens of a run that nobody else is in. */
const SECRET = 'of a run that is played in memory';

const CALM = { duplicate: 0.03, late: 0.02, out_of_order: 0.02 };
const CHANGED = { ...CALM, unknown_field: 0.1, malformed: 0.012 };

/** When a new version of the shop's page begins to send something else. */
export const releaseOf = ({ days }: LessonPlan) => LESSONS_BEGIN + Math.ceil(days / 2) * DAY_MS;

/**
 * Plays some days of shoppers through the collector, with faults done on purpose, on a clock that its
 * own sleeping moves.
 */
export async function playLessonRun(options: LessonRunOptions): Promise<LessonRun> {
  const { plan, openCollector, onProgress } = options;
  const end = LESSONS_BEGIN + plan.days * DAY_MS;
  const time = { now: LESSONS_BEGIN };
  const clock = () => time.now;
  const { collector, lines } = openCollector(clock, SECRET);
  const fetcher = async (_url: unknown, init?: RequestInit) => {
    time.now += WAY_MS;
    const headers = new Headers(init?.headers);
    const admission = collector.admit({
      method: 'POST',
      header: (name) => headers.get(name) ?? undefined,
      address: '127.0.0.1',
    });
    const answer = admission.ok
      ? await collector.collect(admission.ticket, Buffer.from(String(init?.body)))
      : admission.answer;
    return Response.json(answer.body, { status: answer.status });
  };
  const entries: LedgerEntry[] = [
    {
      t: 'run',
      v: 1,
      at: LESSONS_BEGIN,
      run_id: LESSON_RUN,
      actor: 'producer',
      channel: 'collector',
      seed: plan.seed,
      parameters: { ...plan },
    },
  ];
  const over = new AbortController();
  const population = createPlan({ seed: plan.seed, sessionsPerDay: plan.sessionsPerDay });
  const counts = await produce(
    {
      source: followPlan(population, LESSONS_BEGIN),
      transport: toCollector({
        url: 'http://localhost',
        runId: LESSON_RUN,
        runSecret: SECRET,
        clock,
        fetcher: fetcher as typeof fetch,
      }),
      tickMs: TICK_MS,
      loop: 'wait',
      ledger: {
        write: async (entry) => void entries.push(entry),
        close: async () => undefined,
      },
      faults: faultsFrom(releaseOf(plan), plan.seed),
      over: over.signal,
      clock,
      sleep: async (ms) => {
        time.now += ms;
        if (time.now >= end) over.abort();
        onProgress?.(Math.min(1, (time.now - LESSONS_BEGIN) / (end - LESSONS_BEGIN)));
        await new Promise((resolve) => setImmediate(resolve));
      },
    },
    new AbortController().signal,
    () => undefined,
  );
  if (counts.failed > 0) throw new Error(`the run was not taken in: ${counts.lastError}`);
  entries.push({ t: 'end', at: time.now, why: 'done' });
  return { entries, ...lines };
}

/** One set of dials up to a moment, another from then on. */
function faultsFrom(moment: number, seed: number): Faults {
  const dials = { lateByMs: LATE_BY_MS, skewByMs: 120 * MINUTE_MS };
  const calm = createFaults({ dials: { ...dials, shares: CALM }, seed, rate: RATE });
  const changed = createFaults({
    dials: { ...dials, shares: CHANGED },
    seed: seed + 1,
    rate: RATE,
  });
  return {
    lots: (events, now) =>
      now < moment
        ? calm.lots(events, now)
        : // What the first still holds back leaves in its time.
          [...calm.lots([], now), ...changed.lots(events, now)],
    answered(ids) {
      calm.answered(ids);
      changed.answered(ids);
    },
    holding: () => calm.holding() + changed.holding(),
    release: (now) => [...calm.release(now), ...changed.release(now)],
  };
}
