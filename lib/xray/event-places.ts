import type { FoundLine } from '@/lib/lake/find-line';
import type { TraceStep } from './event-trace';

export interface RawLine extends FoundLine {
  /** When the object that holds it was put, where that is known. */
  readonly putAtMs?: number;
}

/** Where events lie besides the engine: files of this machine, or objects. */
export interface EventPlaces {
  /** The lines of an event as they came, the first one the one that counts. */
  raw(eventId: string, receivedMs: number): Promise<readonly RawLine[]>;
  /** Its line among failed events, by the time in its id. */
  failed(eventId: string, madeMs: number): Promise<RawLine | null>;
  /** Where it went once it had been received. */
  way(eventId: string, receivedMs: number, line: RawLine | null): Promise<readonly TraceStep[]>;
  /** What may still be on its way or out of sight, for whoever finds nothing. */
  readonly blind: string;
}

/** How far from the time in its id a failed event is looked for. */
export const FAILED_WITHIN_MS = 60 * 60_000;

/** Raw is looked through where it was received: what is written later lies elsewhere. */
export const NOT_IN_RAW =
  'Not in raw around the time it was received: it is of a made history, or was replayed or redriven later.';
