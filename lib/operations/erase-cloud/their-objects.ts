import { failedSpeaks } from '../erase/failed-lines';
import { changeLines, textOf } from '../erase/line-files';
import { eventOf, isTheirs } from '../erase/their-lines';
import { blackoutOf, speaksOf, type Visitor } from '../erase/visitor';

/** An object without somebody. */
export interface Without {
  /** What is left; null where nothing of worth is. */
  readonly body: Buffer | null;
  /** Lines, records or rows that were taken out or changed. */
  readonly taken: number;
}

/** How objects of a kind are rid of somebody; null where they are not in it. */
export type Rid = (body: Buffer) => Promise<Without | null>;

const RAW_DATA = /("rawData"\s*:\s*")([A-Za-z0-9+/=]*)(")/;

function ridLines(change: (line: string) => string | null): Rid {
  return async (body) => {
    const changed = changeLines(body, change);
    if (!changed) return null;
    const { bytes, stored, taken } = changed;
    return { body: bytes === 0 ? null : stored, taken: Math.max(1, taken.length) };
  };
}

/** Raw events, a line each: those that stay keep every byte. */
export function eventLines(visitor: Visitor): Rid {
  const speaks = speaksOf(visitor);
  return ridLines((line) => (isTheirs(line, visitor, speaks) ? null : line));
}

export function failedLines(visitor: Visitor): Rid {
  const speaks = speaksOf(visitor);
  return ridLines((line) => (failedSpeaks(line, speaks) ? null : line));
}

/**
 * Error records of Firehose's: each holds a record, which holds lines of several visitors. `of` says
 * what the lines are.
 */
export function errorRecords(visitor: Visitor, of: 'events' | 'failed'): Rid {
  const speaks = speaksOf(visitor);
  const goes = (line: string) =>
    of === 'failed' ? failedSpeaks(line, speaks) : isTheirs(line, visitor, speaks);
  return ridLines((record) => {
    const [, before = '', data, after = ''] = RAW_DATA.exec(record) ?? [];
    if (data === undefined) return speaks(record) ? null : record;
    const changed = changeLines(Buffer.from(data, 'base64'), (line) => (goes(line) ? null : line));
    if (!changed) return speaks(record) ? null : record;
    if (changed.bytes === 0) return null;
    const left = `${before}${changed.stored.toString('base64')}${after}`;
    return record.replace(RAW_DATA, () => left);
  });
}

/** Somebody else's text stays, without the ids in it. */
export function savedText(visitor: Visitor): Rid {
  return ridLines(blackoutOf(visitor));
}

/** Answers of Athena's can be asked for again: one that speaks of them goes as a whole. */
export function answer(visitor: Visitor): Rid {
  const speaks = speaksOf(visitor);
  return async (body) => (speaks(textOf(body)) ? { body: null, taken: 1 } : null);
}

/** Fields by which an event is somebody's, as far as a line has them. */
export interface Seen {
  readonly event_id: string | null;
  readonly session_id: string | null;
  readonly received_at: string | null;
}

/** Events that name the visitor in lines of raw, in failed events and in error records. */
export function seenIn(body: Buffer, user_id: string, speaks: (text: string) => boolean): Seen[] {
  return textOf(body)
    .split('\n')
    .flatMap((line) => [line, ...inside(line)])
    .flatMap((line) => {
      if (!speaks(line)) return [];
      const event = eventOf(line);
      if (event?.user_id !== user_id) return [];
      const text = (name: string) => (typeof event[name] === 'string' ? String(event[name]) : null);
      return {
        event_id: text('event_id'),
        session_id: text('session_id'),
        received_at: text('received_at'),
      };
    });
}

const PACKED = /"(?:rawData|bytes)"\s*:\s*"([A-Za-z0-9+/=]*)"/;

/** Lines that a failed event or an error record keeps in itself; a failed event in an error record too. */
function inside(line: string): string[] {
  const data = PACKED.exec(line)?.[1];
  if (data === undefined) return [];
  return textOf(Buffer.from(data, 'base64'))
    .split('\n')
    .flatMap((one) => [one, ...inside(one)]);
}
