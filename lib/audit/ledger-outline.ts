import { isAscii } from 'node:buffer';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnName } from '@/lib/events/columns';
import { type LedgerEntry, type LedgerRun, ledgerPath } from '@/lib/traffic/ledger';
import {
  createLineCounter,
  ledgerBlocks,
  linesOf,
  parseEntry,
  readLedger,
} from '@/lib/traffic/ledger-read';
import { COMPARED, expectedOf, type Fields } from './altered';
import { lettersFor, type Reach, reachTo } from './stretches';
import { LedgerError, type Story } from './truth';

/** Of a ledger, about. */
const EVENT_BYTES = 500;
const EDGE_BYTES = 256 * 1024;
/** Where a ledger names no event. */
const USUAL_LETTERS = 10;
const EVENT_ID = /"event_id":"([0-9a-f-]{36})"/g;

export interface LedgerLook {
  readonly header: LedgerRun;
  readonly bytes: number;
  /** By how many letters of their ids to tell its events, by its size and its first and last ids. */
  readonly letters: number;
}

/** @throws {LedgerError} where there is no header. */
export async function lookInto(root: string, runId: string): Promise<LedgerLook> {
  const header = await headerOf(root, runId);
  const file = await open(join(root, ledgerPath(runId)));
  try {
    const { size } = await file.stat();
    const idsAt = async (place: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(EDGE_BYTES), 0, EDGE_BYTES, place);
      const text = buffer.toString('latin1', 0, bytesRead);
      return Array.from(text.matchAll(EVENT_ID), ([, id = '']) => id);
    };
    const ids = [...(await idsAt(0)), ...(await idsAt(Math.max(0, size - EDGE_BYTES)))].sort();
    const [first] = ids;
    const last = ids.at(-1);
    const letters = first && last ? lettersFor(size / EVENT_BYTES, first, last) : USUAL_LETTERS;
    return { header, bytes: size, letters };
  } finally {
    await file.close();
  }
}

/** It is the first line of every ledger that nobody has changed since. */
async function headerOf(root: string, runId: string): Promise<LedgerRun> {
  for await (const entry of readLedger(root, runId, () => undefined)) {
    if (entry.t === 'run') return entry;
  }
  throw new LedgerError('unreadable', `the ledger of run ${runId} has no header`);
}

/** Bytes of a ledger, and when it speaks there. */
export interface OutlineBlock extends Reach {
  readonly from: number;
  readonly to: number;
}

export interface Outline {
  readonly blocks: readonly OutlineBlock[];
  /** So far was it read. */
  readonly bytes: number;
  /** Lines about events, which whoever reads them has to find as many of. */
  readonly lines: number;
  /** Ids of events that the contract does not keep as they were sent. */
  readonly odd: ReadonlySet<string>;
}

const ABOUT_EVENTS = /^\{"t":"(captured|acked|rejected|failed|dose)","at":(\d{1,15}),/;
const HEAD_BYTES = 48;
const LINE_BREAK = 0x0a;
const BACKSLASH = 0x5c;

/**
 * Reads a ledger once, tells the story of all but its events, and parses of these only what is written
 * with other letters than the plain ones: nothing else can be changed by being cleaned, but for what
 * has a rule of its own.
 */
export async function outlineLedger(root: string, runId: string, story: Story): Promise<Outline> {
  const counter = createLineCounter(story.noteBad);
  const blocks: OutlineBlock[] = [];
  const odd = new Set<string>();
  let lines = 0;

  function takeWhole(line: Buffer, block: OutlineBlock): void {
    const entry = parseEntry(line.toString('utf8'));
    counter.saw(entry?.t ?? null);
    if (!entry) return;
    passed(entry.at, block);
    if (!isAboutEvents(entry)) story.take(entry);
  }

  function passed(at: number, block: OutlineBlock): void {
    story.passed(at);
    reachTo(block, at);
  }

  for await (const { from, to, bytes } of ledgerBlocks(root, runId)) {
    const block: OutlineBlock = { from, to, first: Infinity, last: -Infinity };
    blocks.push(block);
    const isPlainBlock = isPlain(bytes);
    for (let at = 0; at < bytes.length; ) {
      const end = bytes.indexOf(LINE_BREAK, at);
      const line = bytes.subarray(at, end < 0 ? undefined : end);
      at = end < 0 ? bytes.length : end + 1;
      const head = ABOUT_EVENTS.exec(line.toString('latin1', 0, HEAD_BYTES));
      if (!head || end < 0 || !isWhole(line)) {
        takeWhole(line, block);
        continue;
      }
      lines += 1;
      counter.saw(head[1] as LedgerEntry['t']);
      passed(Number(head[2]), block);
      if (isPlainBlock || head[1] !== 'captured' || isPlain(line)) continue;
      for (const id of oddIn(line, story)) odd.add(id);
    }
  }
  counter.end();
  return { blocks, bytes: blocks.at(-1)?.to ?? 0, lines, odd };
}

function isPlain(bytes: Buffer): boolean {
  return isAscii(bytes) && !bytes.includes(BACKSLASH);
}

const CLOSING = ['}]}', '"]}', '"}'].map((end) => Buffer.from(end));
const NUMBER_CLOSING = /\d\}$/;

/** Whether a line ends as entries about events do, with something in their list. */
function isWhole(line: Buffer): boolean {
  const isEnd = CLOSING.some((end) => line.subarray(-end.length).equals(end));
  return isEnd || NUMBER_CLOSING.test(line.toString('latin1', Math.max(0, line.length - 2)));
}

/** Those of a line's events of which a row does not say just what was sent. */
function oddIn(line: Buffer, story: Story): readonly string[] {
  const entry = parseEntry(line.toString('utf8'));
  const facts = story.soFar();
  if (entry?.t !== 'captured' || !facts) return [];
  return entry.events
    .filter((event) => {
      const expected = expectedOf({ event, at: entry.at, shopper: null }, null, facts);
      return expected && SENT.some((name) => !isSaid(expected, event, name));
    })
    .map(({ event_id }) => String(event_id));
}

const SENT = COMPARED.filter(({ source }) => source !== 'collector').map(({ name }) => name);

function isSaid(expected: Fields, event: object, name: string): boolean {
  const of = (fields: Fields) => fields[name as ColumnName] ?? null;
  return of(expected) === of(event);
}

export function isAboutEvents({ t }: LedgerEntry): boolean {
  return t === 'captured' || t === 'acked' || t === 'rejected' || t === 'failed' || t === 'dose';
}

/** Reads again what a ledger says of some events, in its order, and tells the story of them. */
export async function tellOf(
  root: string,
  runId: string,
  told: {
    readonly wanted: (id: unknown) => boolean;
    readonly spans: readonly { readonly from: number; readonly to: number }[];
    readonly story: Story;
  },
): Promise<void> {
  for (const span of told.spans) {
    for await (const block of ledgerBlocks(root, runId, span)) {
      for (const line of linesOf(block)) {
        const entry = parseEntry(line);
        const some = entry && partOf(entry, told.wanted);
        if (some) told.story.take(some);
      }
    }
  }
}

/** What an entry says of some events; null where it speaks of none of them. */
function partOf(entry: LedgerEntry, wanted: (id: unknown) => boolean): LedgerEntry | null {
  switch (entry.t) {
    case 'captured': {
      const events = entry.events.filter(({ event_id }) => wanted(event_id));
      return events.length > 0 ? { ...entry, events } : null;
    }
    case 'acked':
    case 'rejected':
    case 'failed':
    case 'dose': {
      const ids = entry.ids.filter(wanted);
      return ids.length > 0 ? { ...entry, ids } : null;
    }
    default:
      return null;
  }
}
