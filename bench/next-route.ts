import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '@/lib/common/rng';
import { makeRequests } from './batches';
import { type BenchServer, benchFolder, drive, median, startServer } from './harness';
import { type BenchRun, perSecond, type Verdict } from './verdict';

const BUDGET = 0.8;
const WARM_UP_SECONDS = 8;
const NEXT = 'node_modules/next/dist/bin/next';

/**
 * The least a route of Next's can do with a body: read it, parse it, answer. It has the project's own
 * configuration and bundler, so that the difference is the collector's and not that of a header.
 */
const EMPTY_ROUTE = `export async function POST(request) {
  JSON.parse(await request.text());
  return new Response(null, { status: 204 });
}
`;

/** The collector through Next's own route against an empty route, both under `next start`. */
export async function benchNextRoute(run: BenchRun): Promise<Verdict[]> {
  const folder = benchFolder();
  const servers: BenchServer[] = [];
  try {
    const app = join(folder.path, 'empty');
    run.report('building the empty app');
    buildEmptyApp(app);
    const ours = await startServer({
      name: 'ours',
      args: [NEXT, 'start'],
      env: { FOOTFALL_DATA_DIR: join(folder.path, 'ours'), FOOTFALL_RATE_LIMIT: 'off' },
    });
    servers.push(ours);
    const yardstick = await startServer({ name: 'empty route', args: [NEXT, 'start', app] });
    servers.push(yardstick);
    const rng = createRng(run.seed);
    const verdicts: Verdict[] = [];
    for (const count of [1, 20]) {
      const turn = async (server: BenchServer, seconds: number) => {
        const requests = makeRequests(count, rng);
        return (await drive(server, requests, { connections: 16, seconds })).requestsPerSecond;
      };
      await turn(ours, WARM_UP_SECONDS);
      await turn(yardstick, WARM_UP_SECONDS);
      const rates = { ours: [] as number[], yardstick: [] as number[] };
      for (let round = 1; round <= run.rounds; round++) {
        run.report(`Next's route, ${count} event(s) a request, round ${round} of ${run.rounds}`);
        rates.ours.push(await turn(ours, run.seconds));
        rates.yardstick.push(await turn(yardstick, run.seconds));
      }
      const ratio = median(rates.ours) / median(rates.yardstick);
      verdicts.push({
        what: `collector through Next's route, ${count} event(s) a request`,
        ours: perSecond(median(rates.ours), 'req'),
        yardstick: `an empty Next route: ${perSecond(median(rates.yardstick), 'req')}`,
        ratio,
        budget: `≥ ${BUDGET}`,
        met: ratio >= BUDGET,
      });
    }
    return verdicts;
  } finally {
    for (const server of servers) await server.stop();
    folder.remove();
  }
}

function buildEmptyApp(app: string): void {
  const route = join(app, 'app/api/events');
  mkdirSync(route, { recursive: true });
  writeFileSync(join(route, 'route.js'), EMPTY_ROUTE);
  writeFileSync(join(app, 'package.json'), '{"private":true,"type":"module"}');
  writeFileSync(
    join(app, 'next.config.js'),
    `import project from ${JSON.stringify(join(process.cwd(), 'next.config.js'))};
export default { headers: project.headers, poweredByHeader: false,
  turbopack: { root: ${JSON.stringify(process.cwd())} } };\n`,
  );
  // Without ones of its own Turbopack takes the project's.
  writeFileSync(join(app, 'instrumentation.js'), 'export function register() {}\n');
  writeFileSync(
    join(app, 'proxy.js'),
    `import { NextResponse } from 'next/server';
export const config = { matcher: '/nowhere' };
export const proxy = () => NextResponse.next();\n`,
  );
  const built = spawnSync(process.execPath, [NEXT, 'build', app], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the empty app was not built:\n${built.stderr}`);
}
