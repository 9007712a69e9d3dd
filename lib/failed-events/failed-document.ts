import type { FailureReason } from '@/lib/events/validate';
import type { ReasonWords } from './reasons';

/** What is asked about: received in this stretch, of one reason where one is named. */
export interface FailedRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Events that failed for one reason. */
export interface ReasonFigures extends ReasonWords {
  readonly reason: FailureReason;
  readonly count: number;
  readonly replayed: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Fields at fault, the most frequent first. */
  readonly fields: readonly { readonly field: string; readonly count: number }[];
}

export interface FailedListed {
  /** Where it lies, and a digest of it. */
  readonly ref: string;
  readonly receivedMs: number;
  readonly reason: FailureReason;
  readonly field: string | null;
  /** The id it claimed. */
  readonly event_id: string | null;
  readonly bytes: number;
  /** The beginning of its text. */
  readonly preview: string;
  readonly replayed: { readonly atMs: number; readonly who: string } | null;
}

/** How the bytes of a page were come by. */
export interface LookedAt {
  readonly lines: number;
  readonly bytes: number;
  readonly elapsedMs: number;
  /** What lies further back than this was not looked at; null where all was. */
  readonly sinceMs: number | null;
  /** Lines and objects that could not be read. */
  readonly unreadable: number;
}

export interface FailedOverview extends FailedRange {
  /** Why this server sees no failed events, in words with what does; null where it sees them. */
  readonly unseen: string | null;
  readonly total: number;
  readonly reasons: readonly ReasonFigures[];
  /** By time, oldest first, of the reason that is asked for. */
  readonly buckets: readonly { readonly fromMs: number; readonly count: number }[];
  readonly bucketMs: number;
  /** Newest first. */
  readonly events: readonly FailedListed[];
  readonly next: string | null;
  readonly lookedAt: LookedAt;
  /** The last ones, newest first. */
  readonly replays: readonly ReplayRecord[];
  /** Most events that one replay delivers. */
  readonly mostReplayed: number;
}

/** One failed event, opened. */
export interface FailedDetail extends FailedListed, ReasonWords {
  readonly batch_id: string;
  readonly index: number;
  /** As it came, in base64. */
  readonly content: string;
  /** Whether its end is missing. */
  readonly truncated: boolean;
  /** Segment or object that it lies in, and from which byte on. */
  readonly key: string;
  readonly offset: number;
  /** What is known of its sender, by name. */
  readonly sender: Readonly<Record<string, string>> | null;
  /** What today's rules say of it. */
  readonly today: Verdict;
}

/** Of an event that is read again. */
export type Verdict =
  | { readonly passes: true }
  | {
      readonly passes: false;
      /** Not to be offered at all, whatever the rules say. */
      readonly withheld: boolean;
      readonly reason: FailureReason;
      readonly field: string | null;
      readonly words: string;
    };

export interface ReplayOrder extends FailedRange {
  /** One reason alone. */
  readonly reason?: FailureReason | undefined;
  /** One event alone. */
  readonly ref?: string | undefined;
}

export interface ReplayCounts {
  /** Looked at and not replayed before. */
  readonly read: number;
  /** Would pass, or were delivered. */
  readonly passed: number;
  /** Would pass as well, and are more than one replay delivers. */
  readonly left: number;
  readonly failedAgain: number;
  readonly withheld: number;
  readonly alreadyReplayed: number;
  /** Why they fail again or are withheld, the most frequent first. */
  readonly faults: readonly {
    readonly reason: FailureReason;
    readonly field: string | null;
    readonly words: string;
    readonly withheld: boolean;
    readonly count: number;
  }[];
  /** Ids of some that passed. */
  readonly sample: readonly string[];
}

export interface ReplayRecord extends ReplayCounts {
  readonly id: string;
  readonly who: string;
  readonly startedAtMs: number;
  /** null of one that is under way, or whose server died. */
  readonly endedAtMs: number | null;
  readonly order: ReplayOrder;
  /** Why it ended early. */
  readonly problem: string | null;
}

export type ReplayOutcome =
  | { readonly ok: true; readonly counts: ReplayCounts; readonly record: ReplayRecord | null }
  | {
      readonly ok: false;
      readonly code: 'busy' | 'unseen' | 'no_such_failed_event';
      readonly message: string;
    };
