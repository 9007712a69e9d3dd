import type { ProductRow } from '@/lib/analytics/events-relation';
import type { QueryValue } from '@/lib/analytics/query-engine';
import type { OwnSegment } from '@/lib/lake/lake-tail';
import type { Manifest } from '@/lib/lake/manifest';
import type { ConsoleProblemCode } from './console-document';
import type { AnswerPart } from './console-engine';

/** What a child is told before anything else. */
export interface ConsoleChildSetting {
  readonly root: string;
  readonly products: readonly ProductRow[];
  /** As DuckDB writes it, such as `768MB`. */
  readonly memory: string;
  /** The one folder that it may write to; null where it only answers rows. */
  readonly exportFolder: string | null;
}

export interface ChildQuestion {
  readonly sql: string;
  readonly parameters: readonly QueryValue[];
  readonly rows: number;
  readonly bytes: number;
  /** Write the answer into the export folder instead of saying it. */
  readonly toParquet: boolean;
}

/** From the server to a console child. */
export type ToConsoleChild =
  | { readonly kind: 'open'; readonly setting: ConsoleChildSetting }
  | { readonly kind: 'ask'; readonly question: ChildQuestion }
  /** Another part may come: sent once for each. */
  | { readonly kind: 'more' }
  | { readonly kind: 'own'; readonly id: number; readonly segments: readonly OwnSegment[] }
  /** null where it is still of the generation that was told. */
  | { readonly kind: 'manifest'; readonly id: number; readonly manifest: Manifest | null };

/** A part, and how long the engine alone has worked for all of them so far. */
export type TimedPart = Exclude<AnswerPart, { kind: 'turn' }> & { readonly spentMs: number };

/** From a console child to the server. */
export type FromConsoleChild =
  /** It has opened the lake. `pid` is its own, below whatever guards it. */
  | { readonly kind: 'ready'; readonly pid: number }
  | TimedPart
  /** The name of the file below the export folder. */
  | { readonly kind: 'file'; readonly name: string }
  | {
      readonly kind: 'problem';
      readonly code: ConsoleProblemCode;
      readonly message: string;
      /** The character of the SQL. */
      readonly at: number | null;
    }
  | { readonly kind: 'own'; readonly id: number }
  | { readonly kind: 'manifest'; readonly id: number; readonly generation: number | null };
