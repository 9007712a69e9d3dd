import type { WireEvent } from './event';

/** Captured events that were given up, by reason. */
export type DropCounts = Readonly<Record<string, number>>;

/** What the browser knows of itself; sent once a batch, never stored as it is. */
export interface ClientContext {
  readonly user_agent: string;
  /** IANA name, for example Europe/Dublin. */
  readonly time_zone: string;
  readonly touch: boolean;
  /** Where the queue lived: IndexedDB, or memory where storage is refused. */
  readonly store: 'idb' | 'mem';
  /** Given up since the last batch that was acked: `overflow`, `expired` or `refused`. */
  readonly dropped?: DropCounts;
}

/** The body of POST /api/events. */
export interface EventBatch {
  readonly v: 1;
  readonly batch_id: string;
  /** Client's clock at sending, ISO 8601 UTC: what clock skew is measured with. */
  readonly sent_at: string;
  readonly context: ClientContext;
  readonly events: readonly WireEvent[];
}

export interface EventResult {
  readonly event_id: string | null;
  readonly status: 'accepted' | 'rejected';
  readonly reason?: string;
}

/** The body of a 200 from POST /api/events: one result an event, in the batch's order. */
export interface BatchAck {
  readonly v: 1;
  readonly batch_id: string;
  readonly results: readonly EventResult[];
}

export const MAX_BATCH_BYTES = 256 * 1024;
export const MAX_BATCH_EVENTS = 500;
export const MAX_EVENT_BYTES = 16 * 1024;
export const BODY_DEADLINE_MS = 5_000;
