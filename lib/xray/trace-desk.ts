import { z } from 'zod';
import type { QueryEngine, QueryValue } from '@/lib/analytics/query-engine';
import { DAY_MS, toIso } from '@/lib/common/clock';
import { logError } from '@/lib/common/log-error';
import { isUuidV7, uuidV7Time } from '@/lib/common/uuid';
import { COLUMNS } from '@/lib/events/columns';
import type { EventPlaces, RawLine } from './event-places';
import type { EventTrace, NoTrace, TraceStep } from './event-trace';

/** Explains single events. */
export interface TraceDesk {
  /** @throws {QueryError} where nobody answers. */
  trace(eventId: string): Promise<EventTrace | NoTrace>;
}

export interface TraceDeskOptions {
  readonly engine: QueryEngine;
  /** Where events lie besides the engine; where this server sees none of that, why, in words. */
  readonly places: EventPlaces | { readonly unseen: string };
}

type Row = Readonly<Record<string, QueryValue>>;

const NAMES = COLUMNS.map(({ name }) => name);
const failedRule = z.object({
  received_at: z.string(),
  reason: z.string(),
  field: z.string().optional(),
  bytes: z.string(),
});
const NOTHING = 'Nothing of that id is in the lake or among failed events.';

export function createTraceDesk({ engine, places }: TraceDeskOptions): TraceDesk {
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

  /** What the places say; where they cannot be looked at, the rest is told all the same. */
  async function looked<T>(
    look: (places: EventPlaces) => Promise<T>,
  ): Promise<{ readonly found: T; readonly unseen: null } | { readonly unseen: string }> {
    if ('unseen' in places) return places;
    try {
      return { found: await look(places), unseen: null };
    } catch (error) {
      logError('the way of an event', error);
      const { message } = error as Error;
      return { unseen: `Where it lies could not be looked at: ${message}.` };
    }
  }

  async function landed(eventId: string, row: Row) {
    const receivedMs = Date.parse(String(row.received_at));
    const seen = await looked(async (where) => {
      const raw = await where.raw(eventId, receivedMs);
      return { raw, way: await where.way(eventId, receivedMs, raw[0] ?? null) };
    });
    const way = seen.unseen === null ? seen.found.way : [DELIVERED];
    return {
      event: row,
      session_id: String(row.session_id),
      steps: [...firstSteps(row), ...way],
      raw: seen.unseen === null ? seen.found.raw : null,
      unseen: seen.unseen,
      failure: null,
    };
  }

  return {
    async trace(eventId) {
      if (!isUuidV7(eventId)) return { state: 'unknown', words: NOTHING };
      const { row, asked } = await rowOf(eventId);
      if (row) {
        return { event_id: eventId, state: 'landed', ...(await landed(eventId, row)), asked };
      }
      const seen = await looked((where) => where.failed(eventId, uuidV7Time(eventId)));
      if (seen.unseen !== null) {
        const words = `The engine knows no event of that id. ${seen.unseen}`;
        return { state: 'unknown', words };
      }
      const failed = seen.found && failedOf(eventId, seen.found);
      const blind = 'blind' in places ? places.blind : '';
      if (!failed) return { state: 'unknown', words: `${NOTHING} ${blind}`.trim() };
      return { event_id: eventId, state: 'failed', ...failed, asked };
    },
  };
}

function failedOf(eventId: string, line: RawLine) {
  const failed = failedRule.safeParse(JSON.parse(line.text)).data;
  if (!failed) return null;
  return {
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
    unseen: null,
    failure: {
      reason: failed.reason,
      field: failed.field ?? null,
      text: Buffer.from(failed.bytes, 'base64').toString('utf8'),
    },
  };
}

const DELIVERED: TraceStep = {
  name: 'Acknowledged',
  atMs: null,
  words: 'Once the sink had kept it.',
};

function firstSteps(row: Row): readonly TraceStep[] {
  return [
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
}
