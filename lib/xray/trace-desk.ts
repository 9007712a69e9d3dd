import { z } from 'zod';
import type { QueryEngine, QueryValue } from '@/lib/analytics/query-engine';
import { type Clock, DAY_MS, HOUR_MS, toIso } from '@/lib/common/clock';
import { isUuidV7, uuidV7Time } from '@/lib/common/uuid';
import { COLUMNS } from '@/lib/events/columns';
import { type FoundLine, findLines } from '@/lib/lake/find-line';
import { RAW_EVENTS, RAW_FAILED } from '@/lib/lake/layout';
import type { Manifest, StoredFile } from '@/lib/lake/manifest';
import type { EventTrace, TraceStep } from './event-trace';

/** Explains single events. */
export interface TraceDesk {
  /** null where nothing of that id is known. @throws {QueryError} where nobody answers. */
  trace(eventId: string): Promise<EventTrace | null>;
}

export interface TraceDeskOptions {
  readonly engine: QueryEngine;
  readonly clock: Clock;
  /** The lake, where it is on this machine. */
  readonly lake: { readonly root: string; manifest(): Promise<Manifest> } | null;
}

type Row = Readonly<Record<string, QueryValue>>;

const NAMES = COLUMNS.map(({ name }) => name);
const failedRule = z.object({
  received_at: z.string(),
  reason: z.string(),
  field: z.string().optional(),
  bytes: z.string(),
});
/** Raw is looked through where it was received: what is written later lies elsewhere. */
const NOT_IN_RAW =
  'Not in raw around the time it was received: it is of a made history, or was replayed or redriven later.';
/** How far from the time in its id a failed event is looked for. */
const FAILED_WITHIN_MS = HOUR_MS;

export function createTraceDesk({ engine, clock, lake }: TraceDeskOptions): TraceDesk {
  async function rowOf(eventId: string) {
    const madeMs = uuidV7Time(eventId);
    // Partitioned by the date in the id; a day on each side costs little and asks nothing of clocks.
    const days = [madeMs - DAY_MS, madeMs + DAY_MS].map((ms) => toIso(ms).slice(0, 10));
    const answer = await engine.query(
      `SELECT ${NAMES.join(', ')} FROM events WHERE event_id = ? AND dt >= ? AND dt <= ?`,
      { parameters: [eventId, ...days] },
    );
    const [values] = answer.rows;
    const row: Row | null = values
      ? Object.fromEntries(NAMES.map((name, at) => [name, values[at] ?? null]))
      : null;
    const { elapsedMs, bytesScanned } = answer;
    return { row, asked: { engine: engine.name, elapsedMs, bytesScanned } };
  }

  async function failureOf(eventId: string): Promise<FoundLine | null> {
    if (!lake) return null;
    const madeMs = uuidV7Time(eventId);
    const until = Math.min(clock(), madeMs + FAILED_WITHIN_MS);
    for (let at = madeMs; at <= until; at += HOUR_MS / 4) {
      const [line] = await findLines(lake.root, RAW_FAILED, eventId, at);
      if (line) return line;
    }
    return null;
  }

  return {
    async trace(eventId) {
      if (!isUuidV7(eventId)) return null;
      const { row, asked } = await rowOf(eventId);
      if (row) {
        const receivedMs = Date.parse(String(row.received_at));
        const raw = lake && (await findLines(lake.root, RAW_EVENTS, eventId, receivedMs));
        const manifest = lake && (await lake.manifest());
        return {
          event_id: eventId,
          state: 'landed',
          event: row,
          session_id: String(row.session_id),
          steps: landedSteps(row, raw, manifest, eventId),
          raw,
          failure: null,
          asked,
        };
      }
      const line = await failureOf(eventId);
      const failed = line && failedRule.safeParse(JSON.parse(line.text)).data;
      if (!line || !failed) return null;
      const text = Buffer.from(failed.bytes, 'base64').toString('utf8');
      return {
        event_id: eventId,
        state: 'failed',
        event: null,
        session_id: null,
        steps: [
          { name: 'Made', atMs: uuidV7Time(eventId), words: 'By the time in its id.' },
          {
            name: 'Received and failed',
            atMs: Date.parse(failed.received_at),
            words: `It broke the contract: ${failed.reason}. Its bytes are kept in ${line.segment}.`,
          },
        ],
        raw: [line],
        failure: { reason: failed.reason, field: failed.field ?? null, text },
        asked,
      };
    },
  };
}

function landedSteps(
  row: Row,
  raw: readonly FoundLine[] | null,
  manifest: Manifest | null,
  eventId: string,
): readonly TraceStep[] {
  const steps: TraceStep[] = [
    {
      name: 'Captured',
      atMs: Number(row.event_ms),
      words: String(row.flags ?? '').includes('clock_skew')
        ? 'When it happened, put right: the visitor’s clock was off.'
        : 'When it happened, by the visitor’s clock.',
    },
    {
      name: 'Received',
      atMs: Date.parse(String(row.received_at)),
      words: 'Validated and completed by the collector, by its own clock.',
    },
  ];
  if (!raw || !manifest) {
    return [
      ...steps,
      { name: 'Delivered', atMs: null, words: 'Acknowledged once Firehose had it.' },
    ];
  }
  const [line] = raw;
  if (!line) {
    return [...steps, { name: 'Stored', atMs: null, words: NOT_IN_RAW }, ...stored()];
  }
  const place = `${line.segment}, ${line.bytes} bytes from byte ${line.offset} on`;
  steps.push({ name: 'Durable, then acknowledged', atMs: null, words: `Synced to ${place}.` });
  const rolled = manifest.segments[line.segment];
  if (!rolled || rolled.bytes <= line.offset) {
    const words = 'At once, from memory: its segment has not been rolled into Parquet yet.';
    return [...steps, { name: 'Visible', atMs: null, words }];
  }
  return [...steps, ...stored(rolled.visible_at)];

  function stored(visibleMs: number | null = null): TraceStep[] {
    const file = manifest?.files.find((one) => mayHold(one, eventId));
    const words = file
      ? `In processed/events/${file.path}, one of ${file.rows.toLocaleString('en')} rows.`
      : 'In Parquet.';
    return [{ name: 'In Parquet', atMs: visibleMs, words }];
  }
}

function mayHold({ dt, min_id, max_id }: StoredFile, eventId: string): boolean {
  return dt === toIso(uuidV7Time(eventId)).slice(0, 10) && min_id <= eventId && eventId <= max_id;
}
