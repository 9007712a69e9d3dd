import { z } from 'zod';
import { MINUTE_MS } from '@/lib/common/clock';
import { UUID_V7, uuidV7Time } from '@/lib/common/uuid';
import { cleanText } from '@/lib/events/validate';
import { TRAIL_ACTS, type TrailEntry, type TrailNote } from './trail';

const MOST_NAME_CHARS = 64;
const MOST_SUBJECT_CHARS = 256;
/** Room for any SQL that a person reads again. */
const MOST_DETAIL_CHARS = 4_096;
const MOST_DETAILS = 32;

const FOLDER = 'trail';
const entryRule = z.object({
  id: z.string().regex(UUID_V7),
  atMs: z.number(),
  who: z.string(),
  act: z.enum(TRAIL_ACTS),
  subject: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** The note as it is kept: what anybody may type is cut, and holds nothing that acts on a reader. */
export function cleaned({ who, act, subject, detail }: TrailNote): TrailNote {
  return {
    who: shortened(who, MOST_NAME_CHARS),
    act,
    subject: shortened(subject, MOST_SUBJECT_CHARS),
    detail: Object.fromEntries(
      Object.entries(detail)
        .slice(0, MOST_DETAILS)
        .map(([name, value]) => [
          shortened(name, MOST_NAME_CHARS),
          typeof value === 'string' ? shortenedLines(value) : value,
        ]),
    ),
  };
}

function shortened(text: string, most: number): string {
  const clean = cleanText(text.slice(0, 4 * most));
  return clean.length > most ? `${clean.slice(0, most - 1)}…` : clean;
}

/** SQL keeps its lines. */
function shortenedLines(text: string): string {
  const lines = text.slice(0, 4 * MOST_DETAIL_CHARS).split(/\r?\n/);
  const clean = lines.map((line) => cleanText(line.replaceAll('\t', '  '))).join('\n');
  return clean.length > MOST_DETAIL_CHARS ? `${clean.slice(0, MOST_DETAIL_CHARS - 1)}…` : clean;
}

/** `trail/2026-11-22/`. */
export const dayFolder = (date: string) => `${FOLDER}/${date}/`;
export const ALL_DAYS = `${FOLDER}/`;

const KEY = /^trail\/(\d{4}-\d\d-\d\d)\/([0-9a-f-]{36})\.json$/;

/** Of an object of entries: its day, and the greatest id in it; null for what is none. */
export function keyParts(key: string): { readonly day: string; readonly last: string } | null {
  const [, day, last] = KEY.exec(key) ?? [];
  return day && last && UUID_V7.test(last) ? { day, last } : null;
}

/** All entries of an object are of one minute: what lies before an entry is found by names alone. */
export const minuteOf = (entry: Pick<TrailEntry, 'id'>) =>
  Math.floor(uuidV7Time(entry.id) / MINUTE_MS);

export function encoded(entries: readonly TrailEntry[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(entries));
}

/** @throws {SyntaxError} of what is no list of entries; an entry that is none is left out. */
export function decoded(body: Uint8Array): readonly TrailEntry[] {
  const list: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  if (!Array.isArray(list)) throw new SyntaxError('not a list of entries');
  return list.flatMap((one) => {
    const read = entryRule.safeParse(one);
    return read.success ? [read.data] : [];
  });
}
