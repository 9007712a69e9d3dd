import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { CURRENCY, toDecimal } from '@/lib/common/money';
import { COLUMNS, SCHEMA_VERSION } from '@/lib/events/columns';
import { duckdbColumns } from '@/lib/events/projections';
import { rows } from '@/lib/lake/duckdb-rows';
import { sqlText } from '@/lib/lake/parquet-relation';
import { type LakeConnection, openDuckdb } from '@/lib/lake/with-duckdb';
import { parseScenario, scenarioPrice } from '@/lib/shop/scenario';
import { type LedgerRun, ledgerPath } from '@/lib/traffic/ledger';
import { digestSql, MODULUS } from './event-digest';
import { endSql, isSame, reachTo, type Stretches, type Sum } from './stretches';
import type { TimeRange } from './truth';

/** What a ledger says of its events, by DuckDB, which reads a million of them in two seconds. */
export interface LedgerSums {
  /** Entries about events that could be read. */
  readonly lines: number;
  /** Whether events have to be seen beside others of their page, wherever these lie. */
  readonly byPage: boolean;
  /** Of milliseconds to the answer, how many events took so long. */
  readonly answered: ReadonlyMap<number, number>;
  /** The same of the events of some stretches. */
  answeredIn(keys: readonly string[]): Promise<ReadonlyMap<number, number>>;
  close(): Promise<void>;
}

export interface LedgerSumOptions {
  readonly root: string;
  readonly runId: string;
  readonly engine: QueryEngine['name'];
  readonly header: LedgerRun;
  readonly range?: TimeRange;
}

/** What does not fit is spilled. */
const MEMORY = '1GB';

const SENT = COLUMNS.filter(({ source, name }) => source !== 'collector' && name !== 'flags');
const TYPES = new Map(duckdbColumns().map(({ name, type }) => [name, type]));

/** Sums a ledger's events into stretches. */
export async function sumLedger(
  stretches: Stretches,
  options: LedgerSumOptions,
): Promise<LedgerSums> {
  // Apart from the lake's own place to spill, which is its keeper's alone.
  const folder = await mkdtemp(join(tmpdir(), 'footfall-audit-'));
  const duckdb = await openDuckdb(folder, { memoryLimit: MEMORY });
  // Of a file no more is held than is being looked at.
  await duckdb.connection.run(`ATTACH ${sqlText(join(folder, 'told.duckdb'))} AS told`);
  const close = async () => {
    duckdb.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await sumInto(duckdb.connection, stretches, options)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function sumInto(
  connection: LakeConnection,
  stretches: Stretches,
  options: LedgerSumOptions,
): Promise<Omit<LedgerSums, 'close'>> {
  await connection.run('SET preserve_insertion_order = false');
  // It cannot know how long a file is, and would hold all events to look their prices up.
  await connection.run(`SET disabled_optimizers = 'build_side_probe_side,join_order'`);
  await connection.run('CREATE TABLE prices (product_id VARCHAR, unit_price DECIMAL(10,2))');
  await connection.run(`INSERT INTO prices VALUES ${pricesOf(options.header)}`);
  await connection.run(capturedSql(stretches.letters, options));
  await connection.run(answersSql(stretches.letters, options));

  const pairs = await rows(connection, pairsSql(''));
  const told = noteCaptured(await rows(connection, CAPTURED_SUMS), stretches);
  noteAnswers(await rows(connection, ANSWER_SUMS), pairs, told, stretches);
  const [[lines, byPage] = []] = await rows(connection, LINES);
  return {
    lines: Number(lines),
    byPage: Boolean(byPage),
    answered: timesOf(pairs),
    async answeredIn(keys) {
      await connection.run('CREATE OR REPLACE TABLE asked (stretch VARCHAR)');
      await connection.run('INSERT INTO asked SELECT unnest(string_split(?, chr(10)))', [
        keys.join('\n'),
      ]);
      return timesOf(await rows(connection, pairsSql('SEMI JOIN asked USING (stretch)')));
    },
  };
}

type Row = Awaited<ReturnType<typeof rows>>[number];

/** All that was captured, inside the range and outside of it, by stretch and by the ends of ids. */
function noteCaptured(sums: readonly Row[], stretches: Stretches): Map<string, Sum> {
  const told = new Map<string, Sum>();
  for (const [key, count, total, all, ends, odd, first, last] of sums) {
    const stretch = stretches.of(String(key));
    Object.assign(stretch.captured, { count: Number(count), total: Number(total) });
    Object.assign(stretch.told, { first: Number(first), last: Number(last) });
    stretch.odd = Boolean(odd);
    told.set(stretch.key, { count: Number(all), total: Number(ends) });
  }
  return told;
}

/** Anything but one acknowledgement for each that was captured is out of the ordinary. */
function noteAnswers(
  sums: readonly Row[],
  pairs: readonly Row[],
  told: ReadonlyMap<string, Sum>,
  stretches: Stretches,
): void {
  const paired = new Map(pairs.map(([key, , count]) => [key, Number(count)]));
  const unanswered = new Set(told.keys());
  for (const [key, count, ends, odd, first, last] of sums) {
    const stretch = stretches.of(String(key));
    const captured = told.get(stretch.key) ?? { count: 0, total: 0 };
    unanswered.delete(stretch.key);
    Object.assign(stretch.acked, { count: Number(count), total: Number(ends) });
    reachTo(stretch.told, Number(first));
    reachTo(stretch.told, Number(last));
    // Two of one id have four pairs.
    const isPaired = paired.get(stretch.key) === captured.count;
    stretch.odd ||= Boolean(odd) || !isSame(stretch.acked, captured) || !isPaired;
  }
  for (const key of unanswered) stretches.of(key).odd = true;
}

function timesOf(pairs: readonly Row[]): Map<number, number> {
  return new Map(
    pairs.flatMap(([key, took, count]) =>
      key === null && took !== null ? [[Number(took), Number(count)] as const] : [],
    ),
  );
}

function pricesOf({ parameters }: LedgerRun): string {
  const scenario = parseScenario(parameters.scenario) ?? undefined;
  return PRODUCTS.map(
    (product) => `(${sqlText(product.id)}, ${toDecimal(scenarioPrice(scenario, product))})`,
  ).join(', ');
}

/** Entries of a ledger; a line that is none has nothing in it. */
function entriesSql({ root, runId }: LedgerSumOptions, columns: string): string {
  return `read_json(${sqlText(join(root, ledgerPath(runId)))}, format = 'newline_delimited',
    ignore_errors = true, columns = {t: 'VARCHAR', 'at': 'DOUBLE', ${columns}})`;
}

/** Every column as text: what is of another kind breaks the contract, and no row is held to it. */
const EVENT_STRUCT = `STRUCT(${SENT.map(({ name }) => `"${name}" VARCHAR`).join(', ')})[]`;

/** What each captured event has to be as a row, by its digest. */
function capturedSql(letters: number, options: LedgerSumOptions): string {
  const { engine, header, range } = options;
  const { from = -Infinity, to = Infinity } = range ?? {};
  const inside = [
    ...(Number.isFinite(from) ? [`event_ms >= ${from}`] : []),
    ...(Number.isFinite(to) ? [`event_ms < ${to}`] : []),
  ];
  const sent = SENT.map(({ name, kind }) => {
    const text = `nullif(e."${name}", '')`;
    return kind === 'string'
      ? `${text} AS "${name}"`
      : `TRY_CAST(${text} AS ${TYPES.get(name)}) AS "${name}"`;
  });
  return `CREATE TABLE told.captured AS
    SELECT hash(event_id) AS id, coalesce(substr(event_id, 1, ${letters}), '') AS stretch, "at",
      coalesce(${inside.join(' AND ') || 'true'}, false) AS inside, ${digestSql(engine)} AS digest,
      coalesce(${endSql('event_id')}, 0) AS ends, place = 0 AS first,
      shopper IS NOT NULL OR event_id IS NULL OR event_ms IS NULL OR length("timestamp") <> 24 AS odd
    FROM (
      SELECT *, CAST(epoch_ms(TRY_CAST("timestamp" AS TIMESTAMP)) AS BIGINT) AS event_ms,
        CASE WHEN unit_price IS NOT NULL THEN ${sqlText(CURRENCY)} END AS currency,
        ${sqlText(header.actor)} AS actor, ${sqlText(header.run_id)} AS run_id,
        CAST(${SCHEMA_VERSION} AS ${TYPES.get('schema_version')}) AS schema_version
      FROM (
        SELECT "at", shopper, place, ${sent.join(', ')}
        FROM (
          SELECT "at", shopper, unnest(events) AS e, unnest(range(len(events))) AS place
          FROM ${entriesSql(options, `shopper: 'INTEGER', events: '${EVENT_STRUCT}'`)}
          WHERE t = 'captured' AND "at" IS NOT NULL
        )
      ) AS told LEFT JOIN prices ON prices.product_id = CASE
        WHEN told.event_type IN ('purchase', 'add_to_cart') THEN told.product_id END
    )`;
}

function answersSql(letters: number, options: LedgerSumOptions): string {
  return `CREATE TABLE told.answers AS
    SELECT hash(id) AS id, substr(id, 1, ${letters}) AS stretch, "at", ${endSql('id')} AS ends,
      place = 0 AS first, t = 'acked' AS acked, coalesce(fault = 'out_of_order', false) AS by_page
    FROM (
      SELECT t, "at", fault, unnest(ids) AS id, unnest(range(len(ids))) AS place
      FROM ${entriesSql(options, `ids: 'VARCHAR[]', fault: 'VARCHAR'`)}
      WHERE t IN ('acked', 'rejected', 'failed', 'dose') AND "at" IS NOT NULL
    )`;
}

const CAPTURED_SUMS = `SELECT stretch, count_if(inside),
    coalesce(sum(digest) FILTER (inside), 0) % ${MODULUS}, count(*), sum(ends) % ${MODULUS},
    bool_or(odd), min("at"), max("at")
  FROM told.captured GROUP BY stretch`;

const ANSWER_SUMS = `SELECT stretch, count_if(acked), coalesce(sum(ends) FILTER (acked), 0) % ${MODULUS},
    bool_or(NOT acked), min("at"), max("at")
  FROM told.answers GROUP BY stretch`;

const LINES = `SELECT (SELECT count_if(first) FROM told.captured) + (SELECT count_if(first) FROM told.answers),
  (SELECT coalesce(bool_or(by_page), false) FROM told.answers)`;

/** How many pairs of a captured event and an acknowledgement a stretch has, and how long they took. */
function pairsSql(where: string): string {
  return `SELECT stretch, took, count(*) FROM (
      SELECT c.stretch, CASE WHEN c.inside THEN a."at" - c."at" END AS took
      FROM (SELECT * FROM told.captured ${where}) AS c JOIN told.answers AS a ON a.id = c.id
      WHERE a.acked
    ) GROUP BY GROUPING SETS ((stretch), (took))`;
}
