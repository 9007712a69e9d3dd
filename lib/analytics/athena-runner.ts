import { setTimeout as pause } from 'node:timers/promises';
import {
  AthenaClient,
  type AthenaClientConfig,
  GetQueryExecutionCommand,
  type GetQueryExecutionOutput,
  GetQueryResultsCommand,
  type GetQueryResultsOutput,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { isWorthRetrying } from '@/lib/common/aws-errors';
import { SECOND_MS } from '@/lib/common/clock';
import { logError } from '@/lib/common/log-error';
import { requestLimits } from '@/lib/common/request-limits';
import type { Rng } from '@/lib/common/rng';
import { callError, executionError, type FailedExecution } from './athena-errors';
import type { AthenaStatement } from './athena-statement';
import { athenaValue } from './athena-values';
import { type QueryColumn, QueryError, type QueryValue } from './query-engine';

const REQUEST_TIMEOUT_MS = 5 * SECOND_MS;
const MAX_TRIES = 8;
const BACKOFF_MS = 200;
const MAX_BACKOFF_MS = 4 * SECOND_MS;
/** Most queries take a second or two; an account may ask a hundred times a second. */
const FIRST_POLL_MS = 40;
const POLL_GROWTH = 1.6;
const MAX_POLL_MS = SECOND_MS;
/** How often a query is run that Athena failed by its own fault and calls retryable. */
const MAX_RUNS = 2;
/** The most that GetQueryResults gives. */
const PAGE_ROWS = 1000;
/** How long a query that nobody waits for any more is tried to be stopped. */
const STOP_LIMIT_MS = 10 * SECOND_MS;

export interface AthenaAccess {
  readonly region: string;
  /** The Glue database that holds the published relations. */
  readonly database: string;
  readonly workgroup: string;
  /** `s3://bucket/folder/` for results; where absent it is the workgroup's to say. */
  readonly outputLocation?: string;
  /** Takes an answer to the same statement that is at most so old, at no cost; 0 never does. */
  readonly reuseMinutes?: number;
  /** Found by the SDK's own chain where absent. */
  readonly credentials?: AthenaClientConfig['credentials'];
  /** Spreads retries and polls; defaults to chance. */
  readonly rng?: Rng;
}

export type Execution = NonNullable<GetQueryExecutionOutput['QueryExecution']>;

/** Some rows of an answer; every page names the columns. */
export interface AthenaPage {
  readonly columns: readonly QueryColumn[];
  readonly rows: readonly (readonly QueryValue[])[];
}

/** Runs statements in a workgroup and reads what came of them. */
export interface AthenaRunner {
  /**
   * To its end, stopped there where nobody waits any more.
   * @throws {QueryError}
   */
  run(statement: AthenaStatement, stop: AbortSignal): Promise<Execution>;
  /** Page by page, no faster than it is read; the first may be without rows. @throws {QueryError} */
  pages(execution: Execution, stop: AbortSignal): AsyncGenerator<AthenaPage>;
  destroy(): void;
}

/** Retries are ours, not the SDK's, so that they end with the deadline. */
export function createAthenaRunner(options: AthenaAccess): AthenaRunner {
  const { region, rng = Math.random } = options;
  const client = createClient(options);

  /** Calls until it goes through, cannot go through, or nobody waits any more. */
  async function persist<T>(stop: AbortSignal, call: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      stop.throwIfAborted();
      try {
        return await call();
      } catch (error) {
        stop.throwIfAborted();
        if (tries === MAX_TRIES || !isWorthRetrying(error)) throw callError(error, region);
      }
      const most = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** (tries - 1));
      await pause(rng() * most, undefined, { signal: stop });
    }
  }

  /** The id of the execution begun. Never abandoned half way, or nobody could stop it. */
  async function start(statement: AthenaStatement, stop: AbortSignal): Promise<string> {
    const command = startCommand(options, statement);
    const { QueryExecutionId } = await persist(stop, () => client.send(command));
    if (!QueryExecutionId) throw new QueryError('failed', 'Athena gave no id to a query');
    return QueryExecutionId;
  }

  /** Waits for the end, and has the query stopped if nobody waits with us. */
  async function ended(id: string, stop: AbortSignal): Promise<Execution> {
    const command = new GetQueryExecutionCommand({ QueryExecutionId: id });
    try {
      for (let waitMs = FIRST_POLL_MS; ; waitMs = Math.min(MAX_POLL_MS, waitMs * POLL_GROWTH)) {
        await pause(waitMs * (0.8 + 0.4 * rng()), undefined, { signal: stop });
        const { QueryExecution } = await persist(stop, () =>
          client.send(command, { abortSignal: stop }),
        );
        const state = QueryExecution?.Status?.State;
        if (QueryExecution && state !== 'QUEUED' && state !== 'RUNNING') return QueryExecution;
      }
    } catch (error) {
      await abandon(id);
      throw error;
    }
  }

  async function abandon(id: string): Promise<void> {
    const command = new StopQueryExecutionCommand({ QueryExecutionId: id });
    try {
      await persist(AbortSignal.timeout(STOP_LIMIT_MS), () => client.send(command));
    } catch (error) {
      // Who asked has their answer already; whoever pays should know that it goes on.
      logError(`Athena query ${id} could not be stopped`, error);
    }
  }

  async function run(statement: AthenaStatement, stop: AbortSignal): Promise<Execution> {
    for (let runs = 1; ; runs++) {
      const id = await start(statement, stop);
      const execution = await ended(id, stop);
      const failure = failureOf(execution);
      if (!failure) return execution;
      const again = execution.Status?.AthenaError?.Retryable === true && runs < MAX_RUNS;
      if (!again) throw executionError(failure);
    }
  }

  async function* pages(execution: Execution, stop: AbortSignal): AsyncGenerator<AthenaPage> {
    const { QueryExecutionId } = execution;
    let token: string | undefined;
    // The first row of the first page repeats the columns' names.
    let skip = 1;
    do {
      const command = new GetQueryResultsCommand({
        QueryExecutionId,
        MaxResults: PAGE_ROWS,
        ...(token && { NextToken: token }),
      });
      const page = await persist(stop, () => client.send(command, { abortSignal: stop }));
      yield plainPage(page, skip);
      skip = 0;
      token = page.NextToken;
    } while (token);
  }

  return { run, pages, destroy: () => client.destroy() };
}

function createClient({ region, credentials }: AthenaAccess): AthenaClient {
  return new AthenaClient({
    region,
    ...(credentials && { credentials }),
    maxAttempts: 1,
    requestHandler: requestLimits(REQUEST_TIMEOUT_MS),
  });
}

/** Its token makes it safe to send again when no answer came: Athena begins one query a token. */
function startCommand(
  { database, workgroup, outputLocation, reuseMinutes = 0 }: AthenaAccess,
  { text, parameters }: AthenaStatement,
): StartQueryExecutionCommand {
  return new StartQueryExecutionCommand({
    QueryString: text,
    ClientRequestToken: crypto.randomUUID(),
    QueryExecutionContext: { Database: database, Catalog: 'AwsDataCatalog' },
    WorkGroup: workgroup,
    ...(parameters.length > 0 && { ExecutionParameters: [...parameters] }),
    ...(outputLocation && { ResultConfiguration: { OutputLocation: outputLocation } }),
    ...(reuseMinutes > 0 && {
      ResultReuseConfiguration: {
        ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: reuseMinutes },
      },
    }),
  });
}

function failureOf({ Status }: Execution): FailedExecution | null {
  if (Status?.State === 'SUCCEEDED') return null;
  return {
    state: Status?.State === 'CANCELLED' ? 'CANCELLED' : 'FAILED',
    reason: Status?.StateChangeReason ?? Status?.AthenaError?.ErrorMessage ?? '',
    category: Status?.AthenaError?.ErrorCategory,
  };
}

function plainPage({ ResultSet }: GetQueryResultsOutput, skip: number): AthenaPage {
  const columns = (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name, Type }) => ({
    name: Name ?? '',
    type: Type ?? '',
  }));
  const rows = (ResultSet?.Rows ?? [])
    .slice(skip)
    .map(({ Data = [] }) => columns.map(({ type }, i) => athenaValue(Data[i]?.VarCharValue, type)));
  return { columns, rows };
}
