import type { Clock } from '@/lib/common/clock';
import type { SinkOutcome } from './event-sink';
import type { PackableLine } from './pack-records';

/** One call of put() whose lines are not all answered yet. */
interface OpenCall {
  readonly at: number;
  readonly outcomes: SinkOutcome[];
  unanswered: number;
  readonly resolve: (outcomes: readonly SinkOutcome[]) => void;
}

/** A line on its way, and whom to tell what became of it. */
export interface OpenLine extends PackableLine {
  /** When it was taken in. */
  readonly at: number;
  readonly call: OpenCall;
  readonly index: number;
}

/** Keeps account of who waits for which line; holds nothing of a line once it is answered. */
export interface OpenCalls {
  /** Opens a call of `count` lines; each has to be answered once, by `line()` or at once. */
  open(count: number): {
    readonly answered: Promise<readonly SinkOutcome[]>;
    line(index: number, text: string, bytes: number): OpenLine;
    refuse(index: number, outcome: SinkOutcome): void;
  };
  answer(lines: readonly OpenLine[], outcome: SinkOutcome): void;
  /** Bytes of all lines not yet answered. */
  bytes(): number;
  /** Age in milliseconds of the oldest call not yet answered in full. */
  lagMs(): number;
  /** Resolves once nothing is open. */
  idle(): Promise<void>;
}

export function createOpenCalls(clock: Clock): OpenCalls {
  // A Set keeps insertion order, so its first member is the oldest.
  const calls = new Set<OpenCall>();
  let idlers: (() => void)[] = [];
  let bytes = 0;

  const set = (call: OpenCall, index: number, outcome: SinkOutcome): void => {
    call.outcomes[index] = outcome;
    call.unanswered--;
    if (call.unanswered > 0) return;
    calls.delete(call);
    call.resolve(call.outcomes);
    if (calls.size > 0) return;
    for (const wake of idlers) wake();
    idlers = [];
  };

  return {
    open(count) {
      const at = clock();
      let resolve: OpenCall['resolve'] = () => undefined;
      const answered = new Promise<readonly SinkOutcome[]>((done) => {
        resolve = done;
      });
      const call: OpenCall = { at, outcomes: new Array(count), unanswered: count, resolve };
      calls.add(call);
      return {
        answered,
        line(index, text, size) {
          bytes += size;
          return { text, bytes: size, at, call, index };
        },
        refuse: (index, outcome) => set(call, index, outcome),
      };
    },
    answer(lines, outcome) {
      for (const line of lines) {
        bytes -= line.bytes;
        set(line.call, line.index, outcome);
      }
    },
    bytes: () => bytes,
    lagMs() {
      const [oldest] = calls;
      return oldest ? Math.max(0, clock() - oldest.at) : 0;
    },
    idle: () =>
      calls.size === 0 ? Promise.resolve() : new Promise((wake) => idlers.push(() => wake())),
  };
}
