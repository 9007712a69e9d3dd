import { DuckDBInstance } from '@duckdb/node-api';
import type { ClickstreamEvent } from '@/lib/events/event';
import { EVENT_DEFINITIONS, EVENT_NAMES, READ_LINES } from '@/lib/models/event-lines';
import { MODELS } from '@/lib/models/models';
import { TRINO_PRELUDE } from '@/lib/models/trino-prelude';
import { type Calls, TaskError, THIS_EXECUTION } from './run-states';

/** DuckDB's names of the types that Athena's DDL has. */
const TYPES: Readonly<Record<string, string>> = { string: 'VARCHAR', int: 'INTEGER' };
const FIELD = /`(\w+)` ([a-z]+(?:\(\d+,\d+\))?) COMMENT '[^']*'/g;

/**
 * Athena, Glue and Step Functions as the keeper calls them, over DuckDB: statements run as they are,
 * but for DDL, whose columns are taken over, and housekeeping of files, of which there are none.
 */
export async function createKeeperCloud() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const run = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  for (const sql of TRINO_PRELUDE) await run(sql);
  await run(`CREATE TABLE events_landing (${EVENT_DEFINITIONS}, dt VARCHAR, hour VARCHAR)`);
  const statements: string[] = [];
  const answers = new Map<string, unknown[][]>();
  /** Objects of the bucket in which the tables may be held, by when they were put. */
  const objects = new Map<string, string>();
  /** Other runs that are under way, by when they started. */
  let others: string[] = [];

  const columnsOf = (ddl: string) =>
    [...ddl.matchAll(FIELD)].map(([, name, type = '']) => `"${name}" ${TYPES[type] ?? type}`);

  async function athena(sql: string): Promise<unknown[][]> {
    const create = /^CREATE TABLE IF NOT EXISTS `(\w+)`/.exec(sql);
    if (create) {
      await run(`CREATE TABLE IF NOT EXISTS "${create[1]}" (${columnsOf(sql).join(', ')})`);
      return [];
    }
    const alter = /^ALTER TABLE `(\w+)` ADD COLUMNS/.exec(sql);
    if (alter) {
      for (const one of columnsOf(sql)) await run(`ALTER TABLE "${alter[1]}" ADD COLUMN ${one}`);
      return [];
    }
    if (/^(OPTIMIZE|VACUUM) /.test(sql)) return [];
    return run(sql);
  }

  const calls: Calls = async (resource, input) => {
    switch (resource.split(':states:::')[1]) {
      case 'athena:startQueryExecution.sync': {
        const id = `query-${statements.push(input.QueryString)}`;
        try {
          answers.set(id, await athena(input.QueryString));
        } catch (error) {
          throw new TaskError('States.TaskFailed', `${(error as Error).message}`);
        }
        return { QueryExecution: { QueryExecutionId: id } };
      }
      case 'athena:getQueryResults': {
        const row = (cells: readonly unknown[]) => ({
          Data: cells.map((cell) => ({ VarCharValue: String(cell) })),
        });
        const rows = answers.get(input.QueryExecutionId) ?? [];
        return { ResultSet: { Rows: [row(['header']), ...rows.map(row)] } };
      }
      case 'aws-sdk:glue:getTable': {
        const found = await run(
          `SELECT column_name FROM information_schema.columns WHERE table_name = '${input.Name}'`,
        );
        if (found.length === 0) {
          throw new TaskError('Glue.EntityNotFoundException', `Table ${input.Name} not found`);
        }
        const Columns = found.map(([name]) => ({ Name: String(name) }));
        return { Table: { Name: input.Name, StorageDescriptor: { Columns } } };
      }
      case 'aws-sdk:sfn:listExecutions':
        return {
          Executions: [
            { ExecutionArn: THIS_EXECUTION, StartDate: '2026-11-22T09:00:00.000Z' },
            ...others.map((StartDate, i) => ({ ExecutionArn: `other-${i}`, StartDate })),
          ],
        };
      case 'aws-sdk:s3:listObjectsV2': {
        const found = [...objects].filter(([key]) => key.startsWith(input.Prefix));
        const Contents = found.map(([Key, LastModified]) => ({ Key, LastModified }));
        // Without any, S3 leaves them out.
        return { KeyCount: found.length, ...(found.length > 0 && { Contents }) };
      }
      case 'aws-sdk:s3:putObject':
        objects.set(input.Key, 'put by the run');
        return {};
      default:
        throw new Error(`nothing answers ${resource}`);
    }
  };

  return {
    calls,
    run,
    statements,
    objects,
    setOthers: (startedAt: readonly string[]) => {
      others = [...startedAt];
    },
    async arrive(dt: string, hour: string, ...events: readonly ClickstreamEvent[]) {
      const text = events.map((event) => JSON.stringify(event)).join('\n');
      const fields = `SELECT ${EVENT_NAMES}, '${dt}', '${hour}' FROM fields`;
      await connection.run(`INSERT INTO events_landing ${READ_LINES} ${fields}`, [text]);
    },
    /** Rows that a table and plain SQL over events do not share. */
    async differing(): Promise<unknown[][]> {
      const found: unknown[][] = [];
      for (const { name, columns, select } of MODELS) {
        const list = columns.map((column) => column.name).join(', ');
        const plain = `SELECT ${list} FROM (${select({ events: 'events', sessions: 'sessions', products: 'products' })})`;
        const table = `SELECT ${list} FROM "${name}"`;
        found.push(
          ...(await run(`(${plain} EXCEPT ALL ${table}) UNION ALL (${table} EXCEPT ALL ${plain})`)),
        );
      }
      return found;
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
