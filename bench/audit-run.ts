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
/** Every so many events something is done to one, until each has been done so often. */
const PLANTED_EACH = 3;

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
  const planted = { lost: [], altered: [], invented: [], duplicated_in_raw: [] } as {
    [K in keyof Planted]: string[];
  };
  const rate = events / (DAY_MS / SECOND_MS);
  const plan = createPlan(planAtRate(seed, rate));
  const ledger = openOut(join(root, ledgerPath(RUN_ID)));
  const tell = (entry: LedgerEntry) => ledger.add(JSON.stringify(entry));
  const parameters = { rate };
  const facts = { run_id: RUN_ID, actor: 'producer', channel: 'collector' } as const;
  tell({ t: 'run', v: 1, at: FROM, seed, parameters, ...facts });
  const raw = openRaw(root);
  const every = Math.floor(events / 4 / PLANTED_EACH) - 1;
  const doubled: string[] = [];
  let made = 0;
  let told = 0;
  let lot: WireEvent[] = [];
  const send = () => {
    const [first] = lot;
    if (!first) return;
    const at = Date.parse(first.timestamp) + TICK_MS;
    tell({ t: 'captured', at, events: lot });
    tell({ t: 'acked', at: at + 5 + (made % 60), ids: lot.map(({ event_id }) => event_id) });
    lot = [];
  };
  for (const minute of plan.events(FROM, FROM + DAY_MS)) {
    for (const planned of minute) {
      const wire = toWire(planned);
      const eventMs = planned.act.at;
      const receivedMs = eventMs + transitMs(planned.act);
      const line = toLine(toStored(wire, { eventMs, receivedMs }, RUN_ID));
      raw.add(eventMs, line);
      if (
        Math.floor(eventMs / TICK_MS) !== Math.floor(Date.parse(lot[0]?.timestamp ?? '') / TICK_MS)
      )
        send();
      made += 1;
      switch (made % every === 0 ? (made / every) % 4 : null) {
        case 0: {
          const event_id = `${wire.event_id.slice(0, -4)}dead`;
          planted.lost.push(event_id);
          lot.push(wire, { ...wire, event_id });
          break;
        }
        case 1:
          planted.altered.push(wire.event_id);
          lot.push({ ...wire, user_type: wire.user_type === 'new' ? 'returning' : 'new' });
          break;
        case 2:
          planted.invented.push(wire.event_id);
          break;
        case 3:
          planted.duplicated_in_raw.push(wire.event_id);
          doubled.push(line);
          lot.push(wire);
          break;
        default:
          lot.push(wire);
      }
    }
    if (made - told >= 1e6) {
      told = made;
      report(`${made.toLocaleString('en')} events in ledger and raw`);
    }
  }
  send();
  tell({ t: 'end', at: FROM + DAY_MS, why: 'done' });
  ledger.close();
  const segments = raw.close();
  const files = await store(root, report);
  // After they were stored, as a roll would have left them out.
  appendFileSync(segments.at(-1) ?? '', doubled.map((line) => `${line}\n`).join(''));
  await writeManifest(root, manifestOf(root, files, segments), nodeIo);
  const bytes = [ledger.path, ...segments].reduce((sum, path) => sum + statSync(path).size, 0);
  return { events: made, bytes, planted };
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
