import type { StatementDesk } from '@/lib/analytics/statement-desk';
import { DAY_MS, toIso } from '@/lib/common/clock';
import { storedTables } from '@/lib/models/athena-ddl';
import { asUsual, countTheirs, deleteEvents, forget } from '@/lib/models/athena-erasure';
import { DATABASE_TABLES, mergeModelDay } from '@/lib/models/athena-statements';
import type { Model } from '@/lib/models/model';
import { MODELS } from '@/lib/models/models';
import { fewAtOnce } from './few-at-once';
import { erasedOf } from './survey';
import type { Trace } from './trace';

const TABLES = storedTables(DATABASE_TABLES);
/** A model looks for a day's events so many days before and after it. */
const NEAR_DAYS = 2;
const TABLES_AT_ONCE = 3;

/** Days whose models are made again: a session's id may name any day, but only these have rows. */
export function modelDays({ eventDays, sessionDays }: Trace): readonly string[] {
  const near = new Set<string>();
  for (const day of eventDays) {
    const at = Date.parse(`${day}T00:00:00.000Z`);
    for (let off = -NEAR_DAYS; off <= NEAR_DAYS; off++) {
      near.add(toIso(at + off * DAY_MS).slice(0, 10));
    }
  }
  return [...sessionDays].filter((day) => near.has(day)).sort();
}

export interface EraseTablesOptions {
  readonly desk: StatementDesk;
  readonly trace: Trace;
  /** Before each statement. */
  onStatement(): Promise<void>;
}

/**
 * Deletes their events, makes the models of their days again without them, and has the files and the
 * snapshots that held them forgotten. Each statement may be run again.
 */
export async function eraseTables({ desk, trace, onStatement }: EraseTablesOptions): Promise<void> {
  const run = async (sql: string) => {
    await onStatement();
    await desk.run(sql);
  };
  const eventDays = [...trace.eventDays].sort();
  const days = modelDays(trace);
  for (const sql of deleteEvents(DATABASE_TABLES, erasedOf(trace), eventDays)) await run(sql);
  const [sessions, ...others] = MODELS;
  for (const day of days) {
    const make = (model: Model) => run(mergeModelDay(DATABASE_TABLES, model, day));
    // The others read it; each of them is a table of its own, so that no two commits meet.
    if (sessions) await make(sessions);
    await fewAtOnce(others, TABLES_AT_ONCE, make);
  }
  await fewAtOnce(TABLES, TABLES_AT_ONCE, async (table) => {
    const touched = table.name === 'events' ? eventDays : days;
    if (touched.length === 0) return;
    try {
      for (const sql of forget(table, touched)) await run(sql);
    } finally {
      // Whatever went wrong, snapshots are not to be lost each night from now on.
      await desk.run(asUsual(table));
    }
  });
}

/** How often each table holds them; tables of counts hold nobody. */
export async function countInTables(desk: StatementDesk, trace: Trace) {
  const counts: { name: string; rows: number }[] = [];
  for (const table of ['landing', ...TABLES] as const) {
    const statements = countTheirs(DATABASE_TABLES, table, erasedOf(trace));
    if (table !== 'landing' && !isTold(table)) continue;
    let rows = 0;
    for (const sql of statements) rows += Number((await desk.rows(sql))[0]?.[0] ?? 0);
    counts.push({ name: table === 'landing' ? DATABASE_TABLES.landing : table.name, rows });
  }
  return counts;
}

/** Whether a table tells of sessions or visitors. */
const isTold = ({ columns }: (typeof TABLES)[number]) =>
  columns.some(({ name }) => name === 'user_id' || name === 'session_id');
