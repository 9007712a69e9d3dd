import type { WireEvent } from '@/lib/events/event';
import { parseScenario, type Scenario } from '@/lib/shop/scenario';
import type { Fault } from '@/lib/traffic/faults/dials';
import type { LedgerAct, LedgerEntry, LedgerRun, LedgerShopper } from '@/lib/traffic/ledger';
import { type BadLine, readLedger } from '@/lib/traffic/ledger-read';

export interface CapturedEvent {
  readonly event: WireEvent;
  /** When the ledger heard of it. */
  readonly at: number;
  /** Of a bot. */
  readonly shopper: number | null;
}

/** By fault and event_id, by how much. */
type Doses = ReadonlyMap<Fault, ReadonlyMap<string, number>>;

/** A run as its ledger tells it. */
export interface Truth {
  readonly run: LedgerRun;
  readonly scenario: Scenario | undefined;
  readonly shoppers: ReadonlyMap<number, LedgerShopper>;
  /** By shopper, in order. */
  readonly acts: ReadonlyMap<number, readonly LedgerAct[]>;
  /** By event_id, in the order in which they were captured. */
  readonly captured: ReadonlyMap<string, CapturedEvent>;
  /** When each was acknowledged. */
  readonly acked: ReadonlyMap<string, number>;
  /** Why each was refused, or given up. */
  readonly rejected: ReadonlyMap<string, string>;
  readonly failed: ReadonlyMap<string, string>;
  readonly troubles: readonly string[];
  /** How many acts each shopper had done when a page of theirs died. */
  readonly crashes: ReadonlyMap<number, readonly number[]>;
  /** What was done on purpose. */
  readonly doses: Doses;
  /** Ids that the ledger says were captured more than once. */
  readonly repeated: readonly string[];
  /** False where the writer died. */
  readonly ended: boolean;
  /** When its last line was written. */
  readonly lastAt: number;
  readonly bad: readonly BadLine[];
}

/** Epoch milliseconds; events that happened outside of it are left out. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Told apart by `code`. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  constructor(
    readonly code: 'missing' | 'unreadable',
    message: string,
  ) {
    super(message);
  }
}

/** @throws {LedgerError} where the run has no ledger here, or one without a header. */
export async function readTruth(root: string, runId: string, range?: TimeRange): Promise<Truth> {
  const story = createStory(range);
  await orMissing(root, runId, async () => {
    for await (const entry of readLedger(root, runId, story.noteBad)) {
      story.passed(entry.at);
      story.take(entry);
    }
  });
  return story.truth(runId);
}

/** @throws {LedgerError} where the work finds no ledger. */
export async function orMissing<T>(root: string, runId: string, work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new LedgerError('missing', `run ${runId} has no ledger in ${root}`);
  }
}

/** A truth that is being put together from a ledger's entries. */
export interface Story {
  take(entry: LedgerEntry): void;
  /** The ledger has come to this time. */
  passed(at: number): void;
  noteBad(line: BadLine): void;
  /** null before there was a header. */
  soFar(): Truth | null;
  /** @throws {LedgerError} where there was no header. */
  truth(runId: string): Truth;
}

export function createStory(range?: TimeRange): Story {
  const shoppers = new Map<number, LedgerShopper>();
  const acts = new Map<number, LedgerAct[]>();
  const captured = new Map<string, CapturedEvent>();
  const acked = new Map<string, number>();
  const rejected = new Map<string, string>();
  const failed = new Map<string, string>();
  const troubles: string[] = [];
  const crashes = new Map<number, number[]>();
  const doses = new Map<Fault, Map<string, number>>();
  const repeated: string[] = [];
  const bad: BadLine[] = [];
  let run: LedgerRun | null = null;
  let ended = false;
  let lastAt = Number.NEGATIVE_INFINITY;

  function take(entry: LedgerEntry): void {
    switch (entry.t) {
      case 'run':
        run ??= entry;
        ended = false;
        break;
      case 'shopper':
        shoppers.set(entry.shopper, entry);
        break;
      case 'act':
        if (isInside(range, entry.at)) listOf(acts, entry.shopper).push(entry);
        break;
      case 'captured':
        for (const event of entry.events) {
          const { event_id } = event;
          if (!isInside(range, Date.parse(event.timestamp))) continue;
          if (captured.has(event_id)) repeated.push(event_id);
          else captured.set(event_id, { event, at: entry.at, shopper: entry.shopper ?? null });
        }
        break;
      case 'acked':
        for (const id of entry.ids) acked.set(id, entry.at);
        break;
      case 'rejected':
        for (const id of entry.ids) rejected.set(id, entry.reason);
        break;
      case 'failed':
        for (const id of entry.ids) failed.set(id, entry.reason);
        break;
      case 'trouble':
        troubles.push(entry.what);
        break;
      case 'crash':
        troubles.push(entry.what);
        listOf(crashes, entry.shopper).push(acts.get(entry.shopper)?.length ?? 0);
        break;
      case 'dose': {
        const dosed = doses.get(entry.fault) ?? new Map<string, number>();
        for (const id of entry.ids) dosed.set(id, entry.by_ms ?? 0);
        doses.set(entry.fault, dosed);
        break;
      }
      case 'end':
        ended = true;
        break;
      default:
        entry satisfies never;
    }
  }

  return {
    take,
    passed: (at) => {
      lastAt = Math.max(lastAt, at);
    },
    noteBad: (line) => bad.push(line),
    soFar,
    truth(runId) {
      const told = soFar();
      if (!told) throw new LedgerError('unreadable', `the ledger of run ${runId} has no header`);
      return told;
    },
  };

  function soFar(): Truth | null {
    return (
      run && {
        run,
        scenario: parseScenario(run.parameters.scenario) ?? undefined,
        ...{ shoppers, acts, captured, acked, rejected, failed, troubles, crashes, doses },
        ...{ repeated, ended, lastAt, bad },
      }
    );
  }
}

export function isInside(range: TimeRange | undefined, at: number): boolean {
  return !range || (at >= range.from && at < range.to);
}

function listOf<K, V>(lists: Map<K, V[]>, key: K): V[] {
  let list = lists.get(key);
  if (!list) {
    list = [];
    lists.set(key, list);
  }
  return list;
}
