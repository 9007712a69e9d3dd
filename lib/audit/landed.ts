import type { QueryEngine, QueryValue } from '@/lib/analytics/query-engine';
import { MINUTE_MS, toIso } from '@/lib/common/clock';
import { uuidV7Time } from '@/lib/common/uuid';
import { COLUMNS, type ColumnName } from '@/lib/events/columns';

/** A row of `events`. */
export type LandedEvent = Readonly<Record<ColumnName, QueryValue>>;

/** Ids from one on to before another, and about how many there are. */
export interface IdRange {
  readonly from: string;
  readonly before: string;
  readonly rows: number;
}

const NAMES = COLUMNS.map(({ name }) => name);
const COLUMN_LIST = NAMES.join(', ');
/** Rows a query; what comes back is held at once. */
const WINDOW = 20_000;
/** Parameters that a statement takes without fail, in either engine. */
const LOOKED_UP = 200;
export const DEADLINE_MS = 10 * MINUTE_MS;

/**
 * The rows of a run in these ranges of ids, which follow each other, in order of event_id and in lots.
 * Of all days: what was invented may claim any of them.
 */
export async function* landedEvents(
  engine: QueryEngine,
  runId: string,
  ranges: readonly IdRange[],
): AsyncGenerator<readonly LandedEvent[]> {
  for (const lot of lotsOf(ranges)) {
    const { rows } = await engine.query(
      `SELECT ${COLUMN_LIST} FROM events
       WHERE run_id = ? AND event_id >= ? AND event_id < ?
         AND (${lot.map(() => '(event_id >= ? AND event_id < ?)').join(' OR ')})
       ORDER BY event_id`,
      {
        parameters: [
          ...[runId, lot[0]?.from ?? '', lot.at(-1)?.before ?? ''],
          ...lot.flatMap(({ from, before }) => [from, before]),
        ],
        deadlineMs: DEADLINE_MS,
      },
    );
    yield rows.map(toEvent);
  }
}

function lotsOf(ranges: readonly IdRange[]): readonly (readonly IdRange[])[] {
  const lots: IdRange[][] = [];
  let rows = 0;
  for (const range of ranges) {
    const lot = lots.at(-1);
    if (!lot || rows + range.rows > WINDOW || lot.length >= LOOKED_UP / 2) {
      lots.push([range]);
      rows = range.rows;
    } else {
      lot.push(range);
      rows += range.rows;
    }
  }
  return lots;
}

/** Which of these ids are there under whatever run: what has lost its run's name is not lost. */
export async function findElsewhere(
  engine: QueryEngine,
  ids: readonly string[],
): Promise<readonly LandedEvent[]> {
  const found: LandedEvent[] = [];
  for (let at = 0; at < ids.length; at += LOOKED_UP) {
    const some = ids.slice(at, at + LOOKED_UP);
    const days = daysOf([...some].sort());
    const { rows } = await engine.query(
      `SELECT ${COLUMN_LIST} FROM events
       WHERE event_id IN (${some.map(() => '?').join(', ')}) AND dt >= ? AND dt <= ?
       ORDER BY event_id`,
      { parameters: [...some, days.first, days.last], deadlineMs: DEADLINE_MS },
    );
    found.push(...rows.map(toEvent));
  }
  return found;
}

/** The partitions in which these ids lie. */
function daysOf(sorted: readonly string[]): { first: string; last: string } {
  const day = (id = '') => toIso(uuidV7Time(id)).slice(0, 10);
  return { first: day(sorted[0]), last: day(sorted.at(-1)) };
}

function toEvent(row: readonly QueryValue[]): LandedEvent {
  const event: Partial<Record<ColumnName, QueryValue>> = {};
  for (const [at, name] of NAMES.entries()) event[name] = row[at] ?? null;
  return event as LandedEvent;
}
