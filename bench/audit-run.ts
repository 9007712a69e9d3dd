import { appendFileSync, closeSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DAY_MS, HOUR_MS, SECOND_MS, toIso } from '@/lib/common/clock';
import { toLine } from '@/lib/events/complete';
import type { WireEvent } from '@/lib/events/event';
import { createLineImporter } from '@/lib/lake/import-lines';
import { nodeIo } from '@/lib/lake/lake-io';
import { arrivalPartition, RAW_EVENTS, segmentName } from '@/lib/lake/layout';
import { EMPTY_MANIFEST, type StoredFile, withRoll } from '@/lib/lake/manifest';
import { writeManifest } from '@/lib/lake/manifest-file';
import { toStored, toWire, transitMs } from '@/lib/traffic/events';
import { type LedgerEntry, ledgerPath } from '@/lib/traffic/ledger';
import { createPlan, planAtRate } from '@/lib/traffic/plan';

export const RUN_ID = 'audited';
/** Over noon of a day, so that it lies in two of the lake's days. */
const FROM = Date.UTC(2026, 10, 20, 12);
const TICK_MS = 100;
const SEGMENT_BYTES = 64 * 1024 * 1024;
const FLUSH_CHARS = 4 * 1024 * 1024;
const MOST_AT_ONCE = 200;
/** About so many single events have each fate. */
const PLANTED_EACH = 3;
const FATES = ['lost', 'altered', 'invented', 'duplicated_in_raw'] as const;

/** What was done to single events, by what the audit has to call it. */
export interface Planted {
  readonly lost: readonly string[];
  readonly altered: readonly string[];
  readonly invented: readonly string[];
  readonly duplicated_in_raw: readonly string[];
}

export interface MadeRun {
  readonly events: number;
  readonly bytes: number;
  readonly planted: Planted;
}

interface Out {
  readonly path: string;
  add(line: string): number;
  close(): void;
}

/** Events that are planned; of a larger run each stands for several, which differ by their ids. */
const PLANNED = 1e6;
const MOST_COPIES = 16;

/**
 * A producer's run of a day as it leaves ledger, raw and Parquet, made without sending it: its plan's
 * events, in the lots in which they would be sent, as the collector stores them. Into the ledger go
 * events that were never stored, and others than were; some are left out of it; and some are in raw
 * once more.
 */
export async function makeRun(
  root: string,
  events: number,
  seed: number,
  report: (text: string) => void,
): Promise<MadeRun> {
  const copies = Math.ceil(events / PLANNED);
  if (copies > MOST_COPIES) throw new RangeError(`at most ${MOST_COPIES} million events`);
  const rate = events / copies / (DAY_MS / SECOND_MS);
  const ledger = openOut(join(root, ledgerPath(RUN_ID)));
  const raw = openRaw(root);
  const planted = { lost: [], altered: [], invented: [], duplicated_in_raw: [] } as {
    [K in keyof Planted]: string[];
  };
  const every = Math.floor(events / copies / 4 / PLANTED_EACH) - 1;
  const doubled: string[] = [];
  let lot: string[] = [];
  let ids: string[] = [];
  let planned = 0;

  const tell = (entry: LedgerEntry) => ledger.add(JSON.stringify(entry));
  const capture = (event: WireEvent) => {
    const json = JSON.stringify(event);
    for (let copy = 0; copy < copies; copy++) captureJson(json, event.event_id, copy);
  };
  const captureJson = (json: string, id: string, copy: number) => {
    lot.push(copyOf(json, id, copy));
    ids.push(copyOf(id, id, copy));
  };
  const send = (tick: number) => {
    if (lot.length === 0) return;
    const at = (tick + 1) * TICK_MS;
    for (let first = 0; first < lot.length; first += MOST_AT_ONCE) {
      const some = lot.slice(first, first + MOST_AT_ONCE);
      ledger.add(`{"t":"captured","at":${at},"events":[${some.join(',')}]}`);
      const answeredAt = at + 5 + (planned % 60);
      tell({ t: 'acked', at: answeredAt, ids: ids.slice(first, first + MOST_AT_ONCE) });
    }
    lot = [];
    ids = [];
  };

  const facts = { run_id: RUN_ID, actor: 'producer', channel: 'collector' } as const;
  tell({ t: 'run', v: 1, at: FROM, seed, parameters: { rate: rate * copies }, ...facts });
  let tick = 0;
  for (const minute of createPlan(planAtRate(seed, rate)).events(FROM, FROM + DAY_MS)) {
    for (const one of minute) {
      const wire = toWire(one);
      const { event_id } = wire;
      const eventMs = one.act.at;
      const receivedMs = eventMs + transitMs(one.act);
      const line = toLine(toStored(wire, { eventMs, receivedMs }, RUN_ID));
      for (let copy = 0; copy < copies; copy++) raw.add(eventMs, copyOf(line, event_id, copy));
      if (Math.floor(eventMs / TICK_MS) !== tick) send(tick);
      tick = Math.floor(eventMs / TICK_MS);
      planned += 1;
      const fate = planned % every === 0 ? FATES[(planned / every) % FATES.length] : undefined;
      if (!fate) {
        capture(wire);
        continue;
      }
      // Of an event that stands for several, the first.
      const json = JSON.stringify(wire);
      for (let copy = 1; copy < copies; copy++) captureJson(json, event_id, copy);
      const other = wire.user_type === 'new' ? 'returning' : 'new';
      if (fate === 'altered')
        captureJson(JSON.stringify({ ...wire, user_type: other }), event_id, 0);
      else if (fate !== 'invented') captureJson(json, event_id, 0);
      const lostId = `${event_id.slice(0, -4)}dead`;
      if (fate === 'lost') captureJson(JSON.stringify({ ...wire, event_id: lostId }), lostId, 0);
      if (fate === 'duplicated_in_raw') doubled.push(line);
      planted[fate].push(fate === 'lost' ? lostId : event_id);
    }
    if (planned % 1e5 < minute.length) report(`${(planned * copies).toLocaleString('en')} events`);
  }
  send(tick);
  tell({ t: 'end', at: FROM + DAY_MS, why: 'done' });
  ledger.close();
  const segments = raw.close();
  const files = await store(root, report);
  // After they were stored, as a roll would have left them out.
  appendFileSync(segments.at(-1) ?? '', doubled.map((line) => `${line}\n`).join(''));
  await writeManifest(root, manifestOf(root, files, segments), nodeIo);
  const bytes = [ledger.path, ...segments].reduce((sum, path) => sum + statSync(path).size, 0);
  return { events: planned * copies, bytes, planted };
}

/** Where an id's free bits begin. */
const FREE_BITS_AT = 15;

/** A text with another id in place of this one, which it has once. */
function copyOf(text: string, id: string, copy: number): string {
  if (copy === 0) return text;
  const at = text.indexOf(id) + FREE_BITS_AT;
  const digit = (Number.parseInt(text[at] ?? '0', 16) + copy) % MOST_COPIES;
  return `${text.slice(0, at)}${digit.toString(16)}${text.slice(at + 1)}`;
}

/** Segments of raw by the hour of their events. */
function openRaw(root: string) {
  const paths: string[] = [];
  let out: Out | null = null;
  let bytes = 0;
  let hour = 0;
  return {
    add(at: number, line: string): void {
      if (!out || bytes >= SEGMENT_BYTES || Math.floor(at / HOUR_MS) !== hour) {
        out?.close();
        hour = Math.floor(at / HOUR_MS);
        bytes = 0;
        const name = segmentName(at, crypto.randomUUID());
        out = openOut(join(root, RAW_EVENTS, arrivalPartition(at), name));
        paths.push(out.path);
      }
      bytes += out.add(line);
    },
    close(): readonly string[] {
      out?.close();
      return paths;
    },
  };
}

function openOut(path: string): Out {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  let text = '';
  const flush = () => {
    writeSync(file, text);
    text = '';
  };
  return {
    path,
    add(line) {
      text += `${line}\n`;
      if (text.length >= FLUSH_CHARS) flush();
      return line.length + 1;
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}

/** The lake's Parquet of the two dates. */
async function store(root: string, report: (text: string) => void): Promise<StoredFile[]> {
  const importer = await createLineImporter(root, { threads: 2, memoryLimit: '6GB' });
  const made: StoredFile[] = [];
  try {
    for (const at of [FROM, FROM + DAY_MS - 1]) {
      const dt = toIso(at).slice(0, 10);
      const path = join(root, RAW_EVENTS, `dt=${dt}`, '*', '*');
      const file = await importer.store({ dt, path, made_of: `${RUN_ID} ${dt}`, files: [] });
      if (file) made.push(file);
      report(`${dt}: ${file?.rows.toLocaleString('en')} events in Parquet`);
    }
  } finally {
    importer.close();
  }
  return made;
}

/** Names the Parquet, and says of the segments that all of them is in it. */
function manifestOf(root: string, files: readonly StoredFile[], segments: readonly string[]) {
  const now = FROM + 2 * DAY_MS;
  const ranges = segments.map((path) => ({
    segment: path.slice(root.length + 1),
    to: statSync(path).size,
    lines: 0,
    badLines: 0,
    bad: [],
    durableAt: now,
  }));
  const counts = { replaced: [], copies: 0, collisions: 0, rolledAt: now };
  return withRoll(EMPTY_MANIFEST, { files, ranges, ...counts }, now);
}
