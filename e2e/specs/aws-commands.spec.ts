import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toLine } from '@/lib/events/complete';
import { storedEvent } from '@/lib/testing/lake-events';
import { PROCESSED_BUCKET, startAwsStandIns } from '../fixtures/aws-stand-ins';
import { neutralEnvironment } from '../fixtures/shop-server';
import { test as base, expect } from '../fixtures/test';

base(
  'backfill, sync and redrive work on the buckets, and a second run of each changes nothing',
  async () => {
    base.slow();
    const aws = await startAwsStandIns();
    const dataDir = mkdtempSync(join(tmpdir(), 'footfall-e2e-'));
    const env = { ...aws.env, FOOTFALL_DATA_DIR: dataDir };
    try {
      const history = ['cli/backfill.ts', '--days', '2', '--sessions-per-day', '20', '--json'];
      const refused = await run(history, env);
      expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('--to s3') });

      const made = await run([...history, '--to', 's3'], env);
      expect(made.code, made.output).toBe(0);
      const [backfilled, { synced }] = jsonLines(made.output);
      expect(backfilled.events).toBeGreaterThan(50);
      expect(synced).toMatchObject({ processed: { copied: 2, same: 0 }, raw: null });
      const sync = await run(['cli/lake.ts', 'sync', '--to', 's3', '--json'], env);
      expect(jsonLines(sync.output)).toMatchObject([{ processed: { copied: 0, same: 2 } }]);
      expect(await aws.refresh()).toMatchObject({ events: backfilled.events, copies: 0 });

      const key = 'undelivered/events/format-conversion-failed/dt=2026-11-22/x';
      const line = toLine(storedEvent(1, { event_ms: Date.now() }));
      const rawData = Buffer.from(`${line}\n{"page":"cut`).toString('base64');
      const record = JSON.stringify({ attemptsMade: 1, arrivalTimestamp: Date.now(), rawData });
      aws.s3.put(PROCESSED_BUCKET, key, Buffer.from(record));
      const redrive = ['cli/redrive.ts', '--json'];
      const dry = await run([...redrive, '--dry-run'], env);
      expect(jsonLines(dry.output)).toMatchObject([
        { dry_run: true, sent: 1, failed: 1, moved: 0 },
      ]);
      const first = await run(redrive, env);
      expect(first.code, first.output).toBe(0);
      expect(jsonLines(first.output)).toMatchObject([{ sent: 1, failed: 1, moved: 1, stay: 0 }]);
      const second = await run(redrive, env);
      expect(jsonLines(second.output)).toMatchObject([{ records: 0, moved: 0 }]);
      expect(aws.firehose.accepted('footfall-events')).toEqual([line]);
      expect(aws.firehose.accepted('footfall-failed')).toHaveLength(1);

      aws.s3.put(PROCESSED_BUCKET, key, Buffer.from('not a record'));
      const stays = await run(redrive, env);
      expect(stays.code).toBe(1);
      expect(jsonLines(stays.output)).toMatchObject([{ stay: 1 }]);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
      await aws.close();
    }
  },
);

function run(args: readonly string[], env: Record<string, string>) {
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    const child = spawn(process.execPath, ['node_modules/tsx/dist/cli.mjs', ...args], {
      env: {
        ...neutralEnvironment(),
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...env,
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    }
    child.on('exit', (code) => resolve({ code, output }));
  });
}

const jsonLines = (output: string) =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
