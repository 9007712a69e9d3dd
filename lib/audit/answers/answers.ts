import type { QueryEngine } from '@/lib/analytics/query-engine';
import { REPORTS } from '@/lib/analytics/reports/registry';
import { type Report, runReport } from '@/lib/analytics/reports/report';
import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { readTruth, type Truth } from '../truth';
import { endOf, startOf } from './counts';
import { type Effect, effectsOf } from './effects';
import { BY_MILLISECOND, expectedOf, NO_FIGURES, TOLD_BY_OTHERS } from './expected';
import type { Expected } from './expected-rows';
import { engineOfRun } from './of-run';
import { trueSessions } from './true-sessions';

/** Where a report says something else than what happened. */
export interface Difference {
  readonly row: Readonly<Record<string, unknown>>;
  readonly column: string;
  readonly expected: unknown;
  readonly found: unknown;
}

export interface AnswerCheck {
  readonly report: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Rows compared. */
  readonly rows: number;
  readonly differences: number;
  /** The first few. */
  readonly examples: readonly Difference[];
}

/** What truly happened in a run, and whether every report says so. */
export interface Answers {
  readonly run_id: string;
  readonly from_ms: number;
  readonly to_ms: number;
  /** Whether nothing else happened then: reports are asked as they are, else about the run alone. */
  readonly alone: boolean;
  readonly truth: readonly Expected[];
  readonly effects: readonly Effect[];
  readonly checks: readonly AnswerCheck[];
  /** Reports that are not compared, and why. */
  readonly left_out: Readonly<Record<string, string>>;
  readonly agrees: boolean;
}

export interface AnswerOptions {
  readonly root: string;
  readonly runId: string;
  readonly engine: QueryEngine;
  /**
   * Whether to ask again where a report says otherwise, and when: on AWS the modelled tables are made
   * after the events have come. Nothing is asked twice where absent.
   */
  readonly again?: () => Promise<boolean>;
}

const EXAMPLES = 3;
const DEADLINE_MS = 10 * MINUTE_MS;
/** They look at days before the run as well. */
const LOOK_BACK: readonly string[] = ['stickiness', 'retention'];

/** What is true of a run, by its ledger alone. */
export function plantedAnswers(truth: Truth): {
  readonly expected: readonly Expected[];
  readonly effects: readonly Effect[];
} {
  const sessions = trueSessions(truth);
  const exactTimes = !truth.doses.has('clock_skew');
  return { expected: expectedOf(sessions, exactTimes), effects: effectsOf(truth, sessions) };
}

/**
 * Asks every report about a run and compares it with the run's ledger.
 * @throws {LedgerError} where there is none, {QueryError} where nobody answers.
 */
export async function checkAnswers(options: AnswerOptions): Promise<Answers> {
  const { root, runId, engine, again } = options;
  const truth = await readTruth(root, runId);
  const sessions = trueSessions(truth);
  const first = sessions.reduce((least, one) => Math.min(least, startOf(one)), truth.run.at);
  const last = sessions.reduce((most, one) => Math.max(most, endOf(one)), truth.run.at);
  const from_ms = Math.floor((first - MINUTE_MS) / HOUR_MS) * HOUR_MS;
  const to_ms = Math.ceil((last + MINUTE_MS) / HOUR_MS) * HOUR_MS;
  const alone = await isAlone(engine, runId, from_ms, to_ms);
  const { expected, effects } = plantedAnswers(truth);
  const ofRun = engineOfRun(engine, runId);
  const ask = (one: Expected) => {
    const asked = alone && !LOOK_BACK.includes(one.report) ? engine : ofRun;
    return check(asked, one, { from_ms, to_ms });
  };
  const checks: AnswerCheck[] = [];
  for (const one of expected) checks.push(await ask(one));
  while (checks.some(differs) && (await again?.())) {
    for (const [at, one] of expected.entries()) {
      if (checks[at] && differs(checks[at])) checks[at] = await ask(one);
    }
  }
  return {
    run_id: runId,
    from_ms,
    to_ms,
    alone,
    truth: expected,
    effects,
    checks,
    left_out: leftOut(!truth.doses.has('clock_skew')),
    agrees: !checks.some(differs),
  };
}

const differs = ({ differences }: AnswerCheck) => differences > 0;

async function isAlone(
  engine: QueryEngine,
  runId: string,
  from: number,
  to: number,
): Promise<boolean> {
  const { rows } = await engine.query(
    `SELECT count(*) FROM events
     WHERE event_ms >= ? AND event_ms < ? AND coalesce(run_id, '') <> ?`,
    { parameters: [from, to, runId], deadlineMs: DEADLINE_MS },
  );
  return rows[0]?.[0] === 0;
}

async function check(
  engine: QueryEngine,
  expected: Expected,
  range: { readonly from_ms: number; readonly to_ms: number },
): Promise<AnswerCheck> {
  const { parameters = {} } = expected;
  const report = REPORTS[expected.report] as unknown as Report<unknown, Record<string, unknown>>;
  const asked = report.parameters.parse({ ...range, ...parameters });
  const { rows } = await runReport(engine, report, asked, { deadlineMs: DEADLINE_MS });
  const found = differencesOf(expected, rows);
  return {
    report: expected.report,
    parameters,
    rows: expected.rows.length,
    differences: found.length,
    examples: found.slice(0, EXAMPLES),
  };
}

type Row = Readonly<Record<string, unknown>>;

function differencesOf(
  { keys, rows, mayLack = false }: Expected,
  said: readonly Row[],
): readonly Difference[] {
  const keyOf = (row: Row) => JSON.stringify(keys.map((key) => row[key] ?? null));
  const bySaid = new Map(said.map((row) => [keyOf(row), row]));
  const found: Difference[] = [];
  for (const row of rows) {
    const other = bySaid.get(keyOf(row));
    bySaid.delete(keyOf(row));
    // What is nothing need not be said.
    if (!other && (mayLack || isNothing(row, keys))) continue;
    for (const [column, expected] of Object.entries(row)) {
      if (other && isSame(expected, other[column])) continue;
      found.push({ row: pick(row, keys), column, expected, found: other?.[column] ?? null });
    }
  }
  const columns = Object.keys(rows[0] ?? {}).filter((column) => !keys.includes(column));
  for (const row of bySaid.values()) {
    for (const column of columns) {
      if (!row[column]) continue;
      found.push({ row: pick(row, keys), column, expected: null, found: row[column] });
    }
  }
  return found;
}

function isNothing(row: Row, keys: readonly string[]): boolean {
  return Object.entries(row).every(([column, value]) => keys.includes(column) || !value);
}

function isSame(expected: unknown, found: unknown): boolean {
  if (typeof expected === 'number' && typeof found === 'number') {
    return Math.abs(expected - found) <= 1e-9 * Math.max(1, Math.abs(expected));
  }
  return (expected ?? null) === (found ?? null);
}

function pick(row: Row, keys: readonly string[]): Row {
  return Object.fromEntries(keys.map((key) => [key, row[key] ?? null]));
}

function leftOut(exactTimes: boolean): Record<string, string> {
  const reasons: (readonly [string, string])[] = [
    ...NO_FIGURES.map((name) => [name, 'a list of what lies behind figures'] as const),
    ...TOLD_BY_OTHERS.map((name) => [name, 'bars of what engagement says in figures'] as const),
  ];
  const skewed = 'hangs on milliseconds, to which a dosed clock is not put right';
  if (!exactTimes) reasons.push(...BY_MILLISECOND.map((name) => [name, skewed] as const));
  return Object.fromEntries(reasons);
}
