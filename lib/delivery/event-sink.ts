/** `events` holds the contract's events, `failed` what broke it; both are durable alike. */
export type SinkStream = 'events' | 'failed';

/**
 * What became of one line. `overloaded`: the sink is alive and full, ask again soon.
 * `unavailable`: it could not make the line durable. `too_large`: it never will.
 */
export type SinkOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'overloaded' | 'unavailable' | 'too_large';
      readonly message: string;
    };

export interface SinkState {
  readonly healthy: boolean;
  /** What is wrong, in words, where it is not healthy. */
  readonly message: string | null;
  /** Bytes taken in and not yet answered. */
  readonly queuedBytes: number;
  /** Age in milliseconds of the oldest line not yet answered; 0 when idle. */
  readonly lagMs: number;
}

/** Where accepted events go. Drivers: `lake`, `firehose`, `memory`; one contract suite for all. */
export interface EventSink {
  readonly name: 'lake' | 'firehose' | 'memory';
  /**
   * Makes lines durable and answers each by its index. Lines are JSON texts without a line break.
   * Resolves only when the fate of every line is known; never rejects. Concurrent calls share
   * commits, each caller gets its own outcomes. A line not answered `ok` may still have landed:
   * sending it again is right, readers deduplicate by event_id.
   */
  put(stream: SinkStream, lines: readonly string[]): Promise<readonly SinkOutcome[]>;
  state(): SinkState;
  /** Answers everything taken in, then refuses more as `unavailable`. Safe to call twice. */
  close(): Promise<void>;
}

const DELIVERED: SinkOutcome = Object.freeze({ ok: true });

/** The same outcome for a whole call. */
export function outcomes(count: number, outcome: SinkOutcome = DELIVERED): SinkOutcome[] {
  return new Array<SinkOutcome>(count).fill(outcome);
}
