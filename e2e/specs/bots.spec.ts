import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { systemClock } from '@/lib/common/clock';
import { loadSecrets } from '@/lib/config/secrets';
import { readSettings } from '@/lib/config/settings';
import { toWire } from '@/lib/traffic/events';
import { ledgerPath } from '@/lib/traffic/ledger';
import { openLedger } from '@/lib/traffic/ledger-file';
import { toCollector } from '@/lib/traffic/transport';
import { planVisitors } from '@/lib/traffic/visitors';
import { runBots } from '../bots/run';
import { RAW_BUCKET, startAwsStandIns } from '../fixtures/aws-stand-ins';
import { neutralEnvironment, type ShopServer } from '../fixtures/shop-server';
import { ARRIVAL, expect, test } from '../fixtures/test';

// Several processes and a browser each: on a loaded machine they take their time.
test.describe.configure({ timeout: 180_000 });

function start(shop: ShopServer, command: string, ...args: readonly string[]) {
  const { port } = new URL(shop.url);
  return startIn({ FOOTFALL_DATA_DIR: shop.dataDir, PORT: port }, command, ...args);
}

function startIn(
  env: Readonly<Record<string, string>>,
  command: string,
  ...args: readonly string[]
) {
  const { FOOTFALL_CHROMIUM } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', `cli/${command}.ts`, ...args], {
    env: { ...neutralEnvironment(), FOOTFALL_CHROMIUM, ...env },
  });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  const ended = new Promise<{ code: number | null; out: string; errors: string }>((resolve) => {
    child.on('exit', (code) => resolve({ code, out, errors }));
  });
  return { child, ended };
}

async function audit(shop: ShopServer, run: string) {
  const { code, out, errors } = await start(shop, 'audit', '--run', run, '--json').ended;
  expect([0, 1], errors).toContain(code);
  return { code, ...JSON.parse(out) };
}

const ledgerText = (shop: ShopServer, run: string) =>
  readFileSync(join(shop.dataDir, ledgerPath(run)), 'utf8');
const secretOf = (shop: ShopServer) =>
  loadSecrets(readSettings({ FOOTFALL_DATA_DIR: shop.dataDir })).runToken;

test('three shoppers are accounted for from act to row, beside a producer, and an invented event is named', async ({
  shop,
}) => {
  const flood = start(shop, 'producer', '--rate', '200', '--run', 'flood', '--quiet');
  const bots = await start(
    shop,
    'bots',
    ...['--shoppers', '3', '--concurrency', '2', '--seed', '7', '--visits', '1', '--run', 'b1'],
    ...['--speed', '1000', '--no-pictures', '--json'],
  ).ended;
  expect(bots.code, bots.errors + bots.out).toBe(0);
  const summary = JSON.parse(bots.out);
  expect(summary).toMatchObject({ run_id: 'b1', shoppers: 3, troubles: 0, rejected: 0 });
  flood.child.kill('SIGINT');
  expect((await flood.ended).code).toBe(0);

  const audited = await audit(shop, 'b1');
  expect(audited).toMatchObject({ code: 0, agrees: true, ended: true, findings: [] });
  const { acts, captured, acked, withheld } = summary;
  expect(captured).toBeGreaterThan(5);
  expect(audited.counts).toMatchObject({ acts, captured, acked, withheld, landed: captured });
  expect(audited.counts.acts).toBe(captured + withheld);
  const flooded = await audit(shop, 'flood');
  expect(flooded).toMatchObject({ code: 0, agrees: true, findings: [] });
  expect(flooded.counts.landed).toBeGreaterThan(200);

  const [visit] = planVisitors({ seed: 8, count: 1, consents: ['accept'] })[0]?.visits ?? [];
  const [act] = visit?.acts ?? [];
  if (!visit || !act) throw new Error('nobody is planned');
  const invent = toCollector({
    url: shop.url,
    runId: 'b1',
    runSecret: secretOf(shop),
    clock: systemClock,
    fetcher: fetch,
  });
  expect(await invent([toWire({ session: visit, act })])).toMatchObject({ ok: true });
  const after = await audit(shop, 'b1');
  expect(after).toMatchObject({ code: 1, agrees: false });
  expect(after.findings).toMatchObject([
    { kind: 'invented', count: 1, examples: [{ event_id: act.event_id }] },
  ]);
});

test('Ctrl-C lets the shoppers go, and what they have captured is answered', async ({ shop }) => {
  const { child, ended } = start(
    shop,
    'bots',
    ...['--shoppers', '50', '--concurrency', '1', '--seed', '7', '--run', 'b2', '--json'],
  );
  const written = () => {
    try {
      return ledgerText(shop, 'b2');
    } catch {
      return '';
    }
  };
  await expect.poll(written, ARRIVAL).toContain('"t":"captured"');
  child.kill('SIGINT');
  const { code, out, errors } = await ended;
  expect(code, errors).toBe(0);
  expect(JSON.parse(out).captured).toBe(JSON.parse(out).acked);
  expect(ledgerText(shop, 'b2').trimEnd().split('\n').at(-1)).toContain('"why":"stopped"');
  expect(await audit(shop, 'b2')).toMatchObject({ code: 0, agrees: true, ended: true });
});

test('a producer that is killed leaves a ledger that accounts for all it had sent', async ({
  shop,
}) => {
  const args = ['--rate', '2000', '--run', 'p1', '--quiet'];
  const { child, ended } = start(shop, 'producer', ...args);
  await expect.poll(() => shop.events().length, ARRIVAL).toBeGreaterThan(500);
  child.kill('SIGKILL');
  await ended;
  const audited = await audit(shop, 'p1');
  expect(audited).toMatchObject({ code: 0, agrees: true, ended: false });
  expect(audited.counts.landed).toBe(shop.events().length);
  const kinds = audited.findings.map(({ kind }: { kind: string }) => kind);
  expect(['cut_off', 'ledger_torn']).toEqual(expect.arrayContaining(kinds));
});

/** When a page dies: the ledger has to account for what was under way. */
const CRASHES: readonly (readonly [string, (context: BrowserContext) => void])[] = [
  [
    'before its visitor has answered the banner',
    (context) => context.once('page', (page) => page.once('domcontentloaded', crash)),
  ],
  [
    'while its events are on their way',
    (context) => {
      let crashed = false;
      context.on('request', (request) => {
        if (crashed || !request.url().endsWith('/api/events')) return;
        crashed = true;
        void crash(request.frame().page());
      });
    },
  ],
];

async function crash(page: Page): Promise<void> {
  await page.goto('chrome://crash').catch(() => undefined);
}

for (const [index, [when, arrange]] of CRASHES.entries()) {
  test(`a page that crashes ${when} is reported and replaced, and nothing of it is lost`, async ({
    playwright,
    shop,
  }) => {
    const { chromium } = playwright;
    const executablePath = process.env.FOOTFALL_CHROMIUM || undefined;
    const runId = `crash-${index}`;
    const ledger = await openLedger(shop.dataDir, runId);
    const parameters = {};
    const at = systemClock();
    await ledger.write({
      ...{ t: 'run', v: 1, at, run_id: runId, actor: 'bot', channel: 'bots', seed: 7, parameters },
    });
    const visitors = planVisitors({ seed: 7, count: 2, persona: 'buyer', consents: ['accept'] });
    let contexts = 0;
    const counts = await runBots({
      visitors,
      shoppers: 1,
      concurrency: 1,
      runId,
      runSecret: secretOf(shop),
      baseUrl: shop.url,
      speed: 1_000_000,
      async launch() {
        const browser = await chromium.launch({ executablePath });
        const open = browser.newContext.bind(browser);
        browser.newContext = async (options) => {
          const context = await open(options);
          contexts += 1;
          if (contexts === 1) arrange(context);
          return context;
        };
        return browser;
      },
      ledger,
      clock: systemClock,
      sleep: (ms) => wait(ms),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    await ledger.write({ t: 'end', at: systemClock(), why: 'done' });
    await ledger.close();
    expect(counts, String(counts.lastTrouble)).toMatchObject({ shoppers: 1, troubles: 1 });
    expect(counts.lastTrouble).toContain('a page crashed');
    expect(contexts).toBe(2);
    const audited = await audit(shop, runId);
    expect(audited, JSON.stringify(audited.findings)).toMatchObject({ code: 0, agrees: true });
  });
}

test('a producer into Firehose is accounted for in S3 and Athena', async () => {
  const standIns = await startAwsStandIns();
  const dataDir = mkdtempSync(join(tmpdir(), 'footfall-'));
  const env = { ...standIns.env, FOOTFALL_DATA_DIR: dataDir, AWS_EC2_METADATA_DISABLED: 'true' };
  const how = ['--sink', 'firehose', '--rate', '100', '--duration', '3', '--run', 'f1', '--json'];
  const produced = await startIn(env, 'producer', ...how).ended;
  expect(produced.code, produced.errors).toBe(0);
  const { acked } = JSON.parse(produced.out);
  const where = [
    '--run',
    'f1',
    '--raw',
    `s3://${RAW_BUCKET}/`,
    '--wait',
    '30',
    '--answers',
    '--json',
  ];
  const audited = await startIn(env, 'audit', ...where).ended;
  const scored = await startIn(env, 'realism', '--run', 'f1', '--json').ended;
  await standIns.close();
  rmSync(dataDir, { recursive: true, force: true });
  expect(audited.code, audited.errors + audited.out).toBe(0);
  expect(JSON.parse(audited.out)).toMatchObject({
    agrees: true,
    findings: [],
    counts: { captured: acked, acked, landed: acked, raw_lines: acked },
    answers: { agrees: true, alone: true },
  });
  expect(acked).toBeGreaterThan(100);
  // Too little to be scored is said of each statistic, and nothing is guessed.
  expect(scored.code, scored.errors).toBe(2);
  const { verdict, rows } = JSON.parse(scored.out);
  expect(verdict).toBe('not enough data');
  for (const { value, lacking } of rows) {
    expect(value).toBeNull();
    expect(lacking).toMatch(/^not enough data: \d+ sessions of 3000$/);
  }
});
