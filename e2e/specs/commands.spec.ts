import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, neutralEnvironment, startShop } from '../fixtures/shop-server';
import { ARRIVAL, expect, test } from '../fixtures/test';

function run(args: readonly string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn(process.execPath, args, { env: { ...neutralEnvironment(), ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    }
    child.on('exit', (code) => resolve({ code, output }));
  });
}

test('npm start on a taken port says so and names another', async () => {
  const port = await freePort();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  const { code, output } = await run(['cli/setup.mjs', 'start'], { PORT: String(port) });
  other.close();
  expect(code).toBe(1);
  expect(output).toContain(`Port ${port} is taken by another program`);
  expect(output).toContain(`PORT=${port + 1} npm start`);
});

test('an old Node is told which one is needed', async () => {
  const old =
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.19.0' } })";
  const { code, output } = await run([
    '--import',
    `data:text/javascript,${encodeURIComponent(old)}`,
    'cli/setup.mjs',
    'start',
  ]);
  expect(code).toBe(1);
  expect(output).toContain('Footfall needs Node 20.19 or newer; this is 18.19.0');
});

test('the server names each setting that is wrong', async () => {
  const { code, output } = await run(['dist/main.js'], {
    FOOTFALL_MODE: 'cloud',
    FOOTFALL_SECRET: 'short',
    NODE_ENV: 'production',
  });
  expect(code).toBe(1);
  expect(output).toContain('FOOTFALL_MODE');
  expect(output).toContain('FOOTFALL_SECRET');
});

test('a Chromium that was named and does not start is an error, not a reason to look for another', async () => {
  const { code, output } = await run(['node_modules/tsx/dist/cli.mjs', 'cli/test-e2e.ts'], {
    FOOTFALL_CHROMIUM: '/bin/false',
  });
  expect(code).not.toBe(0);
  expect(output).toContain('FOOTFALL_CHROMIUM=/bin/false does not start');
});

test('the producer sends at its rate, accounts for every event and can be stopped', async ({
  shop,
}) => {
  const { code, output } = await run(
    [
      'dist/producer.js',
      '--url',
      shop.url,
      '--rate',
      '40',
      '--duration',
      '3',
      '--seed',
      '7',
      '--run',
      'e2e',
      '--json',
    ],
    { FOOTFALL_DATA_DIR: shop.dataDir },
  );
  expect(code, output).toBe(0);
  const summary = JSON.parse(output);
  expect(summary).toMatchObject({ run_id: 'e2e', rejected: 0, failed: 0, waiting: 0 });
  expect(summary.acked).toBe(summary.due);
  expect(summary.due).toBeGreaterThan(90);
  const stored = shop.events();
  expect(stored).toHaveLength(summary.acked);
  for (const event of stored) expect(event).toMatchObject({ actor: 'producer', run_id: 'e2e' });
});

test('a producer that the server does not know stops and says what to do', async ({ shop }) => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-'));
  const args = ['dist/producer.js', '--url', shop.url, '--rate', '20', '--duration', '1'];
  const { code, output } = await run(args, { FOOTFALL_DATA_DIR: folder });
  rmSync(folder, { recursive: true });
  expect(code).toBe(1);
  expect(output).toContain('does not know our run token');
  expect(shop.events()).toEqual([]);
});

test('a second server on one data folder is refused, and so is reset beside a server', async ({
  shop,
}) => {
  const env = {
    FOOTFALL_DATA_DIR: shop.dataDir,
    PORT: String(await freePort()),
    NODE_ENV: 'production',
  };
  const second = await run(['dist/main.js'], env);
  expect(second.code).toBe(1);
  expect(second.output).toContain('is in use by another Footfall process');
  const reset = await run(['cli/setup.mjs', 'reset'], env);
  expect(reset.code).toBe(1);
  expect(reset.output).toContain('Stop it first');
});

test('Ctrl-C stops the server with exit code 0', async ({ shop }) => {
  expect(await shop.stop('SIGINT')).toBe(0);
});

test('a data folder that cannot be written is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-'));
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const { code, output } = await run(['dist/main.js'], {
    FOOTFALL_DATA_DIR: file,
    NODE_ENV: 'production',
  });
  rmSync(folder, { recursive: true });
  expect(code).toBe(1);
  expect(output).toContain('The data folder cannot be written');
  expect(output).toContain(file);
});

test('history, gap and live traffic are one population, each event once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-'));
  const env = { FOOTFALL_DATA_DIR: folder, NODE_ENV: 'production' };
  const state = join(folder, 'local', 'traffic.json');
  const standing = () => JSON.parse(readFileSync(state, 'utf8'));
  const before = ['dist/backfill.js', '--for-start', '0.05', '--days', '2'];
  const first = await run(before, env);
  expect(first.code, first.output).toBe(0);
  expect(first.output).toContain('Making 2 days of history');
  expect(Date.now() - standing().until_ms).toBeLessThan(120_000);
  // Just closed: the live producer does the rest.
  expect(await run(before, env)).toEqual({ code: 0, output: '' });

  // As if it had been closed for two hours of which it knows nothing.
  const { until_ms, ...rest } = standing();
  writeFileSync(state, JSON.stringify({ ...rest, until_ms: until_ms - 2 * 3_600_000 }));
  const gap = await run(before, env);
  expect(gap.code, gap.output).toBe(0);
  expect(gap.output).toContain('Adding what the shop’s people did since');
  // They were in the lake already, but for what has happened since.
  expect(gap.output).toMatch(/▸[^\n]*\n\n\d events of /);

  const shop = await startShop({ live: 20, env: { FOOTFALL_DATA_DIR: folder } });
  await expect.poll(() => shop.events().length, ARRIVAL).toBeGreaterThan(5);
  for (const event of shop.events()) {
    expect(event).toMatchObject({ actor: 'producer', run_id: standing().run_id });
    expect(event.event_ms).toBeGreaterThanOrEqual(until_ms);
  }
  expect(await shop.stop('SIGTERM')).toBe(0);
  const checked = await run(['node_modules/tsx/dist/cli.mjs', 'cli/lake.ts', 'check'], env);
  expect(checked.code, checked.output).toBe(0);
  await shop.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test('a backfill beside a server is refused in words', async () => {
  const shop = await startShop();
  const { code, output } = await run(['dist/backfill.js', '--days', '1'], {
    FOOTFALL_DATA_DIR: shop.dataDir,
    NODE_ENV: 'production',
  });
  await shop.dispose();
  expect(code).toBe(1);
  expect(output).toContain('cannot be written beside a running server');
});

test.describe('live traffic', () => {
  // Nights are quiet: at this rate even one of them brings enough.
  test.use({ server: { live: 20 } });

  test('comes with the server and goes with it', async ({ shop }) => {
    await expect.poll(() => shop.events().length, ARRIVAL).toBeGreaterThan(5);
    for (const event of shop.events()) expect(event.actor).toBe('producer');
    expect(shop.output()).toContain('about 20 synthetic event/s');
  });
});
