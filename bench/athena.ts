import { createServer } from 'node:http';
import { listenOnLoopback, readBody, reply } from '@/e2e/fixtures/json-protocol-stand-in';
import { createAthenaEngine } from '@/lib/analytics/athena';
import { median } from './harness';
import type { BenchRun, Verdict } from './verdict';

/** The driver's own time a query, at the median. */
const BUDGET_MS = 150;
const QUERIES_A_ROUND = 40;
/** A dashboard's panels ask about so many at once. */
const AT_ONCE = 8;

/** What the driver adds to a query: its waits, its calls and reading the rows, of an Athena that takes no time. */
export async function benchAthena({ rounds, report }: BenchRun): Promise<Verdict[]> {
  const instant = await startInstantAthena();
  const endpoint = process.env.AWS_ENDPOINT_URL_ATHENA;
  process.env.AWS_ENDPOINT_URL_ATHENA = instant.url;
  const engine = createAthenaEngine({
    region: 'eu-west-1',
    database: 'footfall',
    workgroup: 'primary',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const ask = async () => {
    const startedAt = performance.now();
    const { rows } = await engine.query('SELECT n FROM events WHERE n < ?', { parameters: [50] });
    if (rows.length !== 50) throw new Error(`${rows.length} rows of 50`);
    return performance.now() - startedAt;
  };
  try {
    for (let i = 0; i < 5; i++) await ask();
    const alone: number[] = [];
    const together: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      for (let i = 0; i < QUERIES_A_ROUND; i++) alone.push(await ask());
      for (let i = 0; i < QUERIES_A_ROUND; i += AT_ONCE) {
        together.push(...(await Promise.all(Array.from({ length: AT_ONCE }, ask))));
      }
      report(`round ${round}: ${alone.length} alone, ${together.length} together`);
    }
    return [
      verdict('a query of 50 rows, one after the other', alone),
      verdict(`the same, ${AT_ONCE} at once`, together),
    ];
  } finally {
    await engine.close();
    await instant.close();
    if (endpoint === undefined) delete process.env.AWS_ENDPOINT_URL_ATHENA;
    else process.env.AWS_ENDPOINT_URL_ATHENA = endpoint;
  }
}

function verdict(what: string, times: readonly number[]): Verdict {
  const p50 = median(times);
  const most = Math.max(...times);
  return {
    what,
    ours: `p50 ${p50.toFixed(0)} ms, most ${most.toFixed(0)} ms, of ${times.length}`,
    yardstick: null,
    ratio: null,
    budget: `p50 ${BUDGET_MS} ms`,
    met: p50 <= BUDGET_MS,
  };
}

/** An Athena whose every query has succeeded when it is first asked about. */
function startInstantAthena() {
  const rows = Array.from({ length: 51 }, (_, n) => ({
    Data: [{ VarCharValue: n === 0 ? 'n' : String(n - 1) }],
  }));
  const answers: Readonly<Record<string, unknown>> = {
    StartQueryExecution: { QueryExecutionId: 'bench' },
    GetQueryExecution: { QueryExecution: { Status: { State: 'SUCCEEDED' } } },
    GetQueryResults: {
      ResultSet: {
        Rows: rows,
        ResultSetMetadata: { ColumnInfo: [{ Name: 'n', Type: 'bigint' }] },
      },
    },
  };
  const server = createServer(async (request, response) => {
    await readBody(request);
    reply(
      response,
      200,
      answers[String(request.headers['x-amz-target']).split('.')[1] ?? ''] ?? {},
    );
  });
  return listenOnLoopback(server);
}
