import type { LakeTailOptions, OwnSegment } from '@/lib/lake/lake-tail';
import type { ProductRow } from './events-relation';
import type { QueryErrorCode, QueryResult, QueryValue } from './query-engine';

/** What the child is told before anything else. */
export interface ChildSetting extends Pick<LakeTailOptions, 'root'> {
  readonly products: readonly ProductRow[];
}

/** From the server to its query child. */
export type ToChild =
  | { readonly kind: 'open'; readonly setting: ChildSetting }
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly sql: string;
      readonly parameters: readonly QueryValue[];
    }
  | { readonly kind: 'stop'; readonly id: number }
  /** The server's segments when it read the question of this number. */
  | { readonly kind: 'own'; readonly id: number; readonly segments: readonly OwnSegment[] };

/** From the child to the server. */
export type FromChild =
  /** It hears what it is told. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly result: QueryResult }
  | {
      readonly kind: 'failure';
      readonly id: number;
      readonly code: QueryErrorCode;
      readonly message: string;
    }
  /** Asks how much of the server's own segments is durable. */
  | { readonly kind: 'own'; readonly id: number };
