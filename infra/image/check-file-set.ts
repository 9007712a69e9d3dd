import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAwsStandIns } from '@/e2e/fixtures/aws-stand-ins';
import { sessionByPassword } from '@/e2e/fixtures/session';
import { systemClock, toIso } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import { type RunningFileSet, runFileSet } from './run-file-set';

const PASSWORD = 'password-of-the-check';
const SECRET = 'secret-of-the-check-0123456789-abcdef';
const NOBODY = 65_534;
/** Words of a server that misses a file, or wants to write one. */
const TROUBLE = /ERR_MODULE_NOT_FOUND|Cannot find (module|package)|EROFS|EACCES|EPERM/;

/** Told of each thing that was seen to work. */
export type Seen = (words: string) => void;

/**
 * Runs the file set as the image would be run: in aws mode against the stand-ins, where it may write
 * nothing, then in local mode with a lake. Throws at the first thing that does not work.
 */
export async function checkFileSet(folder: string, seen: Seen): Promise<void> {
  const before = listed(folder);
  await inAwsMode(folder, seen);
  await inLocalMode(folder, seen);
  const after = listed(folder).filter((path) => !before.includes(path));
  if (after.length > 0) throw new Error(`it wrote ${after.join(', ')}`);
  seen('nothing was written into it');
}

const listed = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' });

async function inAwsMode(folder: string, seen: Seen): Promise<void> {
  const standIns = await startAwsStandIns({ bufferMs: 100 });
  try {
    const env = {
      ...standIns.env,
      FOOTFALL_SECRET: SECRET,
      FOOTFALL_ADMIN_PASSWORD: PASSWORD,
      FOOTFALL_TRUSTED_PROXIES: '2',
      FOOTFALL_DATA_DIR: '/nonexistent',
    };
    await running(folder, env, async (server) => {
      seen('it starts in aws mode, as nobody, with nothing to write to');
      await pages(server, seen);
      const id = await postEvent(server.url);
      await until('the event at Firehose', async () =>
        standIns.firehose.accepted('footfall-events').some((line) => line.includes(id)),
      );
      seen('an event goes to Firehose');
      await standIns.flush();
      await standIns.refresh();
      await report(server.url);
      seen('a report is answered by Athena');
    });
    seen('SIGTERM ends it with 0');
  } finally {
    await standIns.close();
  }
}

async function inLocalMode(folder: string, seen: Seen): Promise<void> {
  const lake = mkdtempSync(join(tmpdir(), 'footfall-lake-'));
  if (process.getuid?.() === 0) chownSync(lake, NOBODY, NOBODY);
  try {
    const env = { FOOTFALL_DATA_DIR: lake, FOOTFALL_ADMIN_PASSWORD: PASSWORD };
    await running(folder, env, async (server) => {
      await postEvent(server.url);
      await report(server.url);
      seen('in local mode a report is answered by DuckDB');
    });
  } finally {
    rmSync(lake, { recursive: true, force: true });
  }
}

/** Starts it, does something with it, and ends it; it has to end well and without complaints. */
async function running(
  folder: string,
  env: Readonly<Record<string, string>>,
  use: (server: RunningFileSet) => Promise<void>,
): Promise<void> {
  const server = await runFileSet(folder, env);
  try {
    await use(server);
  } catch (error) {
    await server.stop();
    throw new Error(`${(error as Error).message}\nIt said:\n${server.output()}`);
  }
  const code = await server.stop();
  if (code !== 0) throw new Error(`it ended with ${code}:\n${server.output()}`);
  const trouble = server
    .output()
    .split('\n')
    .filter((line) => TROUBLE.test(line));
  if (trouble.length > 0) throw new Error(`it complained:\n${trouble.join('\n')}`);
}

/** One of each kind: a page, its scripts, a picture, a card that is drawn, what machines read. */
async function pages({ url }: RunningFileSet, seen: Seen): Promise<void> {
  const home = await text(`${url}/`);
  const product = /href="(\/product\/[^"]+)"/.exec(home)?.[1];
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(home)?.[1];
  if (!product || !script) throw new Error('the home page shows no product or no script');
  const page = await text(`${url}${product}`);
  const card = /property="og:image" content="https?:\/\/[^/]+([^"]+)"/.exec(page)?.[1];
  if (!card) throw new Error(`${product} has no card to share`);
  await text(`${url}${script}`);
  const drawn = await answered(`${url}${card}`);
  if (drawn.headers.get('content-type') !== 'image/jpeg') throw new Error(`${card} is no picture`);
  for (const path of [
    '/cart',
    '/checkout',
    '/search?q=pan',
    '/admin/sign-in',
    '/schemas/event-v1.json',
  ]) {
    await text(`${url}${path}`);
  }
  seen('pages, scripts, cards and schemas are served');
}

async function answered(address: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(address, init);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response;
}

async function text(address: string): Promise<string> {
  return (await answered(address)).text();
}

async function postEvent(url: string): Promise<string> {
  const now = systemClock();
  const event_id = uuidV7(now);
  const event = {
    event_id,
    user_id: 'check',
    session_id: uuidV7(now),
    event_type: 'view',
    page: 'home',
    product_id: null,
    timestamp: toIso(now),
    referrer_url: null,
    user_type: 'new',
    tab_id: 'a1b2c3d4',
    seq: 1,
    page_url: '/',
  };
  const response = await answered(`${url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      v: 1,
      batch_id: uuidV7(now),
      sent_at: toIso(now),
      context: { user_agent: 'ImageCheck bot', time_zone: 'UTC', touch: false, store: 'idb' },
      events: [event],
    }),
  });
  const { results } = (await response.json()) as { results: { status: string; reason?: string }[] };
  if (results[0]?.status !== 'accepted')
    throw new Error(`the event was ${JSON.stringify(results)}`);
  return event_id;
}

/** Asks until the event is counted. */
async function report(url: string): Promise<void> {
  const cookie = await sessionByPassword(url, 'admin', PASSWORD);
  await until('a view in the report', async () => {
    const address = `${url}/api/admin/reports/overview?range=24h`;
    const document = await answered(address, { headers: { cookie } });
    const { rows } = (await document.json()) as { rows: readonly Record<string, unknown>[] };
    return JSON.stringify(rows).includes('"views":1');
  });
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = systemClock() + 30_000;
  while (!(await holds())) {
    if (systemClock() > deadline) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
