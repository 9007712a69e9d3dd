import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShopServer } from '../fixtures/shop-server';
import { neutralEnvironment } from '../fixtures/shop-server';
import { expect, test } from '../fixtures/test';

const DOSES = ['--duplicates', '--out-of-order', '--malformed', '--unknown-fields', '--clock-skew'];

function run(command: string, shop: ShopServer, ...args: readonly string[]) {
  return new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    const script = ['--import', 'tsx', `cli/${command}.ts`, ...args];
    const env = { ...neutralEnvironment(), FOOTFALL_DATA_DIR: shop.dataDir };
    const child = spawn(process.execPath, script, { env });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    child.on('exit', (code) => resolve({ code, output, errors }));
  });
}

test('faults on purpose go through the shop, are found again, and can be handed out', async ({
  shop,
}) => {
  const shares = DOSES.flatMap((dial) => [dial, '0.1']);
  const rate = [
    '--rate',
    '100',
    '--users',
    '40',
    '--duration',
    '6',
    '--url',
    shop.url,
    '--run',
    'dosed',
  ];
  const scenario = ['--scenario', 'bot-flood', '--consent-withheld', '0.1', '--json'];
  const sent = await run('producer', shop, ...rate, ...shares, ...scenario);
  expect(sent.errors).toBe('');
  const { dosed, failed } = JSON.parse(sent.output);
  expect(failed).toBe(0);
  expect(Object.keys(dosed)).toHaveLength(7);

  const audited = await run('audit', shop, '--run', 'dosed', '--answers', '--wait', '60', '--json');
  expect(audited.errors).toBe('');
  const audit = JSON.parse(audited.output);
  expect(audit.findings).toEqual([]);
  for (const { fault, dosed: count, found } of audit.doses) {
    expect([fault, found]).toEqual([fault, count]);
    expect(count).toBe(dosed[fault]);
  }
  expect(audit.doses).toHaveLength(7);
  expect(
    audit.answers.checks.filter((one: { differences: number }) => one.differences > 0),
  ).toEqual([]);
  expect(audited.code).toBe(0);

  const out = join(shop.dataDir, 'set');
  const exported = await run('export', shop, '--run', 'dosed', '--out', out, '--without', 'actor');
  expect(exported.errors).toBe('');
  expect(readdirSync(out)).toEqual([
    'dictionary.md',
    'events.csv',
    'events.ndjson',
    'events.parquet',
  ]);
  const answers = JSON.parse(readFileSync(join(`${out}-answers`, 'answers.json'), 'utf8'));
  expect(answers.faults.malformed).toBe(dosed.malformed);

  // Nobody is erased beside the server.
  const { user_id } = JSON.parse(
    readFileSync(join(out, 'events.ndjson'), 'utf8').split('\n')[0] ?? '',
  );
  const erased = await run('erase', shop, '--user', user_id);
  expect(erased.code).toBe(1);
  expect(erased.errors).toContain('in use by another Footfall process');
});
