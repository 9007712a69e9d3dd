import { type ChildProcess, fork } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Command } from 'commander';
import next from 'next';
import { ADDRESS_HEADER } from '@/lib/common/address-header';
import { runtime } from '@/lib/config/runtime';
import { publicUrl, SettingsError } from '@/lib/config/settings';
import { LockedError } from '@/lib/lake/lake-lock';
import { clientAddress } from './client-address';
import { createCollectorDoor } from './collector-door';
import { trackConnections } from './connections';
import { drain } from './drain';
import { pageHeaders } from './page-headers';

/** Errors of the file system that the person at the terminal can mend. */
const UNWRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC'];

const { dev, host, live } = new Command('npm start --')
  .description('Starts the shop, its collector and the admin.')
  .option('--dev', 'reload on change', false)
  .option('--host <address>', 'address to listen on (default: FOOTFALL_HOST, which is loopback)')
  .option('--live <rate>', 'synthetic events a second to add, on average; 0 for none', Number, 1)
  .option('--history <days>', 'days of them before the first start; 0 for none', Number, 30)
  .parse()
  .opts<{ dev: boolean; host?: string; live: number; history: number }>();

await main().catch((error: NodeJS.ErrnoException) => {
  console.error(`\n${explain(error)}\n`);
  process.exit(1);
});

async function main(): Promise<void> {
  const started = runtime();
  const { settings, secrets } = started;
  const address = host ?? settings.FOOTFALL_HOST;
  process.env.NEXTAUTH_URL ??= publicUrl(settings);
  process.env.NEXTAUTH_SECRET ??= secrets.auth;

  const server = createServer({
    keepAliveTimeout: 65_000,
    headersTimeout: 10_000,
    requestTimeout: 60_000,
  });
  const connections = trackConnections(server);
  const app = next({ dev, port: settings.PORT, hostname: 'localhost', httpServer: server });
  const page = app.getRequestHandler();
  const addressOf = (request: IncomingMessage) =>
    clientAddress(request, settings.FOOTFALL_TRUSTED_PROXIES);
  const collect = createCollectorDoor(started.collector, started.bodies, addressOf);
  const headers = pageHeaders(dev);

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/api/events') {
      void collect(request, response);
    } else if (request.method === 'TRACE') {
      response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
    } else {
      // Routes behind Next believe these two, so a client's own values must not reach them.
      request.headers[ADDRESS_HEADER] = addressOf(request);
      headers(request, response);
      void page(request, response);
    }
  });
  await app.prepare();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.PORT, address, resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : settings.PORT;
  const producer = live > 0 ? startProducer(`http://${reachable(address)}:${port}`, live) : null;
  greet(publicUrl({ ...settings, PORT: port }), started, live);

  let draining = false;
  const stop = (exitCode: number) => {
    if (draining) return;
    draining = true;
    producer?.removeAllListeners('exit').kill('SIGTERM');
    const { stop: endAnswers, close } = started;
    void drain({ server, connections, stop: endAnswers, close, closeApp: () => app.close() }).then(
      (clean) => process.exit(clean ? exitCode : 1),
    );
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  // Next's own listeners would log an uncaught error and live on with whatever state is left.
  process.on('uncaughtException', (error) => {
    console.error(error);
    stop(1);
  });
}

/** Where this machine reaches a server that listens there. */
function reachable(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}

/** The producer runs beside the server, so that making traffic never delays taking it. */
function startProducer(url: string, rate: number): ChildProcess {
  const [script, execArgv] = dev
    ? ['cli/producer.ts', ['--import', 'tsx']]
    : [join('dist', 'producer.js'), []];
  const child = fork(
    join(process.cwd(), script),
    ['--url', url, '--rate', String(rate), '--follow', '--quiet'],
    {
      execArgv,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  child.on('exit', (code) => {
    if (code)
      console.error(`The live producer stopped (exit code ${code}); the shop goes on without it.`);
  });
  return child;
}

function greet(url: string, started: ReturnType<typeof runtime>, rate: number): void {
  const { settings, secrets } = started;
  const password = secrets.adminPasswordFile
    ? `${secrets.adminPassword}   (kept in ${secrets.adminPasswordFile})`
    : 'as given in FOOTFALL_ADMIN_PASSWORD';
  const delivery =
    settings.FOOTFALL_MODE === 'aws'
      ? `Firehose stream ${settings.FOOTFALL_FIREHOSE_STREAM} in ${settings.AWS_REGION}`
      : settings.FOOTFALL_DATA_DIR;
  console.log(
    [
      '',
      `  Shop      ${url}`,
      `  Admin     ${url}/admin`,
      `  Sign in   ${settings.FOOTFALL_ADMIN_USER} / ${password}`,
      `  Events    ${delivery}`,
      rate > 0
        ? `  Traffic   about ${rate} synthetic event/s (actor=producer; --live 0 for none)`
        : '',
      '',
      '  Ctrl-C stops.',
      '',
    ]
      .filter((line, index, lines) => line !== '' || lines[index - 1] !== '')
      .join('\n'),
  );
}

function explain(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${process.env.PORT ?? 3000} is taken by another program. Stop that one, or choose another port: PORT=3001 npm start`;
  }
  if (error.name === SettingsError.name || error.name === LockedError.name) return error.message;
  if (error.code && UNWRITABLE.includes(error.code)) {
    return `The data folder cannot be written (${error.message}). Mend its permissions or free some space, or choose another: FOOTFALL_DATA_DIR=…`;
  }
  return error.stack ?? error.message;
}
