import { expect, onTestFinished, test, vi } from 'vitest';
import { type AthenaBehaviour, startAthenaStandIn } from '@/e2e/fixtures/athena-stand-in';
import { createAthenaDesk } from './athena-desk';
import type { QueryEngine } from './query-engine';

const NOTHING: QueryEngine = {
  name: 'memory',
  query: async () => ({ columns: [], rows: [], bytesScanned: 0, elapsedMs: 0 }),
  close: async () => undefined,
};

/** A desk whose next statements end like this, one after the other. */
async function desk(...reasons: readonly string[]) {
  const standIn = await startAthenaStandIn({ engine: NOTHING });
  vi.stubEnv('AWS_ENDPOINT_URL_ATHENA', standIn.url);
  const made = createAthenaDesk({
    region: 'eu-west-1',
    database: 'footfall',
    workgroup: 'primary',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    againMs: 1,
    rng: () => 0,
  });
  onTestFinished(async () => {
    made.close();
    vi.unstubAllEnvs();
    await standIn.close();
  });
  standIn.script(
    reasons.map((reason): AthenaBehaviour => ({ on: 'query', do: 'FAILED', reason, category: 2 })),
  );
  return { run: () => made.run('VACUUM "events"'), asked: () => standIn.queries().length };
}

test('a vacuum is run again for as long as it asks for it', async () => {
  const { run, asked } = await desk(...Array(9).fill('ICEBERG_VACUUM_MORE_RUNS_NEEDED: again'));
  await run();
  expect(asked()).toBe(10);
});

test('two commits that met are tried again, and not for ever', async () => {
  const { run, asked } = await desk(...Array(9).fill('ICEBERG_COMMIT_ERROR: they met'));
  await expect(run()).rejects.toThrow('they met');
  expect(asked()).toBe(5);
});

test('what is wrong stays wrong', async () => {
  const { run, asked } = await desk('COLUMN_NOT_FOUND: no such column');
  await expect(run()).rejects.toThrow('no such column');
  expect(asked()).toBe(1);
});
