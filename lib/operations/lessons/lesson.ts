import type { TrueSession } from '@/lib/audit/answers/true-sessions';
import type { Truth } from '@/lib/audit/truth';

export type AnswerValue = string | number;
export type AnswerRow = Readonly<Record<string, AnswerValue>>;

/** What truly happened, as lessons count it. */
export interface LessonTruth {
  readonly truth: Truth;
  readonly sessions: readonly TrueSession[];
}

/** One exercise: what is asked, of which data, and how the answer follows from what truly happened. */
export interface Lesson {
  readonly name: string;
  readonly title: string;
  /** Relations of the data set that it is about. */
  readonly data: readonly ('events' | 'visits' | 'deliveries' | 'failed')[];
  /** In Markdown. */
  readonly task: string;
  readonly hints: readonly string[];
  /** Columns of the answer, in words. */
  readonly columns: Readonly<Record<string, string>>;
  /** Those that tell its rows apart. */
  readonly keys: readonly string[];
  /** By the ledger alone: shares no code with whatever a solution would be written in. */
  answer(of: LessonTruth): readonly AnswerRow[];
}

export const utcDate = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10);
export const inCents = (cents: number) => Math.round(cents) / 100;
