import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { WireEvent } from '@/lib/events/event';
import { type LedgerEntry, ledgerPath } from '@/lib/traffic/ledger';
import { createLineCounter, ledgerBlocks, linesOf, parseEntry } from '@/lib/traffic/ledger-read';
import { expectedOf } from './altered';
import { addedText, digestOf, textOf } from './event-text';
import { type PlainEvent, plainAcked, plainCaptured } from './plain-events';
import { addTo, endOf, lettersFor, reachTo, type Stretches } from './stretches';
import { createStory, isInside, type Story, type TimeRange, type Truth } from './truth';

/** Of a ledger, about. */
const EVENT_BYTES = 500;
const EDGE_BYTES = 256 * 1024;
/** Where a ledger names none. */
const USUAL_LETTERS = 10;
const EVENT_ID = /"event_id":"([0-9a-f-]{36})"/g;

/** By how many letters of their ids to tell a run's events, by its ledger's size and first and last ids. */
export async function lettersOf(root: string, runId: string): Promise<number> {
  const file = await open(join(root, ledgerPath(runId)));
  try {
    const { size } = await file.stat();
    const idsAt = async (position: number) => {
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(EDGE_BYTES),
        0,
        EDGE_BYTES,
        position,
      );
      const text = buffer.toString('latin1', 0, bytesRead);
      return Array.from(text.matchAll(EVENT_ID), ([, id = '']) => id);
    };
    const ids = [...(await idsAt(0)), ...(await idsAt(Math.max(0, size - EDGE_BYTES)))].sort();
    const [first] = ids;
    const last = ids.at(-1);
    return first && last ? lettersFor(size / EVENT_BYTES, first, last) : USUAL_LETTERS;
  } finally {
    await file.close();
  }
}

/** What a ledger says of its events without any of them being kept. */
export interface LedgerSums {
  /** Of milliseconds to the answer, how many events took so long. */
  readonly answered: ReadonlyMap<number, number>;
  /** Blocks of the ledger in bytes, by which stretches say where they are spoken of. */
  readonly blocks: readonly { readonly from: number; readonly to: number }[];
  /** Whether events have to be seen beside others of their page, wherever these lie. */
  readonly byPage: boolean;
}

/** Takes in entries one after the other. */
export interface Summing {
  /** An entry that is told in this block of the ledger. */
  take(entry: LedgerEntry, block: number): void;
  plain(events: readonly PlainEvent[], at: number, block: number): void;
  acked(ids: readonly string[], at: number, block: number): void;
  /** Nothing follows: what has no answer will have none. */
  end(): Pick<LedgerSums, 'answered' | 'byPage'>;
}

const OUTSIDE = Number.NEGATIVE_INFINITY;

export function createSumming(stretches: Stretches, range: TimeRange | undefined): Summing {
  /** When those were captured that have no answer yet; OUTSIDE of those that are not asked for. */
  const waiting = new Map<string, number>();
  const answered = new Map<number, number>();
  const facts = createStory();
  let truth: Truth | null = null;
  let byPage = false;
  const added = new Map<string, string>();

  const oddly = (id: string, block: number) => {
    const stretch = stretches.of(id);
    reachTo(stretch.blocks, block);
    stretch.odd = true;
  };

  function captured(
    id: string,
    at: number,
    happened: number,
    text: () => string | null,
    block: number,
  ) {
    const stretch = stretches.of(id);
    reachTo(stretch.blocks, block);
    if (waiting.has(id)) stretch.odd = true;
    if (!isInside(range, happened)) {
      waiting.set(id, OUTSIDE);
      return;
    }
    waiting.set(id, at);
    const written = text();
    if (written === null) stretch.odd = true;
    else addTo(stretch.captured, digestOf(written));
    stretch.ends.push(endOf(id));
  }

  function acked(ids: readonly string[], at: number, block: number): void {
    for (const id of ids) {
      const began = waiting.get(id);
      if (began === undefined) {
        oddly(id, block);
        continue;
      }
      waiting.delete(id);
      const stretch = stretches.of(id);
      reachTo(stretch.blocks, block);
      addTo(stretch.acked, endOf(id));
      if (began !== OUTSIDE) answered.set(at - began, (answered.get(at - began) ?? 0) + 1);
    }
  }

  /** What follows from an event's product, which the shop has few of. */
  function addedTo({ product_id, json, at_ms }: PlainEvent, known: Truth): string | null {
    const key = product_id ?? '';
    let text = added.get(key);
    if (text === undefined) {
      const event: WireEvent = JSON.parse(json);
      const expected = expectedOf({ event, at: 0, shopper: null }, null, known);
      if (!expected) return null;
      text = addedText({ ...expected, event_ms: undefined });
      added.set(key, text);
    }
    // The time is the first that is added.
    return `|${at_ms}${text.slice(1)}`;
  }

  function textOfWire(event: WireEvent, shopper: number | undefined): string | null {
    // Of a shopper's events the acts have to be looked at as well.
    if (!truth || shopper !== undefined) return null;
    const expected = expectedOf({ event, at: 0, shopper: null }, null, truth);
    return expected && textOf({ ...expected, event_id: event.event_id });
  }

  return {
    acked,
    plain(events, at, block) {
      for (const event of events) {
        const text = () => {
          const rest = truth && addedTo(event, truth);
          return rest ? `${event.present}${rest}${event.json}` : null;
        };
        captured(event.event_id, at, event.at_ms, text, block);
      }
    },
    take(entry, block) {
      switch (entry.t) {
        case 'run':
          facts.take(entry);
          truth ??= facts.truth(entry.run_id);
          break;
        case 'captured':
          for (const event of entry.events) {
            const text = () => textOfWire(event, entry.shopper);
            const happened = Date.parse(event.timestamp);
            captured(String(event.event_id), entry.at, happened, text, block);
          }
          break;
        case 'acked':
          acked(entry.ids, entry.at, block);
          break;
        case 'dose':
          if (entry.fault === 'out_of_order') byPage = true;
          for (const id of entry.ids) oddly(id, block);
          break;
        case 'rejected':
        case 'failed':
          for (const id of entry.ids) {
            waiting.delete(id);
            oddly(id, block);
          }
          break;
        default:
      }
    },
    end() {
      for (const id of waiting.keys()) stretches.of(id).odd = true;
      return { answered, byPage };
    },
  };
}

/**
 * Reads a ledger once and keeps none of its events: sums of them go to the stretches, everything else
 * to the story.
 */
export async function sumLedger(
  root: string,
  runId: string,
  to: { readonly stretches: Stretches; readonly story: Story; readonly range?: TimeRange },
): Promise<LedgerSums> {
  const { stretches, story, range } = to;
  const summing = createSumming(stretches, range);
  const counter = createLineCounter(story.noteBad);
  const blocks: { from: number; to: number }[] = [];
  for await (const block of ledgerBlocks(root, runId)) {
    const place = blocks.push({ from: block.from, to: block.to }) - 1;
    for (const line of linesOf(block)) {
      const plain = plainCaptured(line);
      if (plain) {
        counter.saw('captured');
        story.passed(plain.at);
        summing.plain(plain.events, plain.at, place);
        continue;
      }
      const acked = plainAcked(line);
      if (acked) {
        counter.saw('acked');
        story.passed(acked.at);
        summing.acked(acked.ids, acked.at, place);
        continue;
      }
      const entry = parseEntry(line);
      counter.saw(entry?.t ?? null);
      if (!entry) continue;
      story.passed(entry.at);
      summing.take(entry, place);
      if (!isOfEvents(entry)) story.take(entry);
    }
  }
  counter.end();
  return { ...summing.end(), blocks };
}

/** Reads again what a ledger says of some events, in its order, and tells the story of them. */
export async function tellOf(
  root: string,
  runId: string,
  {
    wanted,
    blocks,
    story,
    summing,
  }: {
    readonly wanted: (id: string) => boolean;
    readonly blocks: readonly { readonly from: number; readonly to: number }[];
    readonly story: Story;
    readonly summing: Summing;
  },
): Promise<void> {
  for (const span of blocks) {
    for await (const block of ledgerBlocks(root, runId, span)) {
      for (const line of linesOf(block)) {
        const entry = parseEntry(line);
        if (!entry) continue;
        const some = entryOf(entry, wanted);
        if (!some) continue;
        story.take(some);
        summing.take(some, 0);
      }
    }
  }
}

function isOfEvents({ t }: LedgerEntry): boolean {
  return t === 'captured' || t === 'acked' || t === 'rejected' || t === 'failed' || t === 'dose';
}

/** What an entry says of some events; null where it speaks of none of them. */
function entryOf(entry: LedgerEntry, wanted: (id: string) => boolean): LedgerEntry | null {
  switch (entry.t) {
    case 'captured': {
      const events = entry.events.filter(({ event_id }) => wanted(String(event_id)));
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
