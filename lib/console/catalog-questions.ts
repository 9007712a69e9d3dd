import type { QueryEngine, QueryOptions, QueryResult } from '@/lib/analytics/query-engine';
import { type Clock, DAY_MS, toIso } from '@/lib/common/clock';
import type { CatalogFill, CatalogSample } from './catalog-document';
import { catalogRelations } from './catalog-relations';

type Relation = ReturnType<typeof catalogRelations>[number];
type Limits = Pick<QueryOptions, 'signal' | 'deadlineMs'>;

const SAMPLE_ROWS = 20;
const RECENT_DAYS = 7;
/** All names are quoted: `rollup` and `timestamp` are words of Trino's own. */
const quoted = (name: string) => `"${name}"`;

/** The relation of that name, or null. */
export function relationNamed(name: string): Relation | null {
  return catalogRelations().find((relation) => relation.name === name) ?? null;
}

/** The first partition of the last days, today's among them. */
function recent(now: number): string {
  return toIso(now - (RECENT_DAYS - 1) * DAY_MS).slice(0, 10);
}

const partitionOf = ({ columns }: Relation) => columns.find(({ partition }) => partition)?.name;

/**
 * A few rows: of the last days, so that the cloud reads little, or of whenever there are any.
 * @throws {QueryError}
 */
export async function sampleOf(
  engine: QueryEngine,
  relation: Relation,
  clock: Clock,
  limits: Limits = {},
): Promise<CatalogSample> {
  const list = relation.columns.map(({ name }) => quoted(name)).join(', ');
  const all = `SELECT ${list} FROM ${quoted(relation.name)}`;
  const partition = partitionOf(relation);
  const ask = (where: string, parameters: readonly string[]): Promise<QueryResult> =>
    engine.query(`${all}${where} LIMIT ${SAMPLE_ROWS}`, { ...limits, parameters });
  const since = recent(clock());
  const lately = partition ? await ask(` WHERE ${quoted(partition)} >= ?`, [since]) : null;
  const result = lately && lately.rows.length > 0 ? lately : await ask('', []);
  return { columns: result.columns.map(({ name }) => name), rows: result.rows };
}

/**
 * How many rows of the last days have a value, by column: one query, which reads all columns.
 * @throws {QueryError}
 */
export async function fillOf(
  engine: QueryEngine,
  relation: Relation,
  clock: Clock,
  limits: Limits = {},
): Promise<CatalogFill> {
  const partition = partitionOf(relation);
  const since = partition ? recent(clock()) : null;
  const counts = relation.columns.map(({ name }, at) => `count(${quoted(name)}) AS c${at}`);
  const { rows } = await engine.query(
    `SELECT count(*) AS n, ${counts.join(', ')} FROM ${quoted(relation.name)}${
      partition ? ` WHERE ${quoted(partition)} >= ?` : ''
    }`,
    { ...limits, parameters: since ? [since] : [] },
  );
  const [total = 0, ...filled] = (rows[0] ?? []).map(Number);
  return {
    since,
    rows: total,
    filled: Object.fromEntries(relation.columns.map(({ name }, at) => [name, filled[at] ?? 0])),
  };
}
