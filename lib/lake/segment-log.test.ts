import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '@/lib/testing/eventually';
import { faultyIo } from '@/lib/testing/faulty-io';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { nodeIo } from './lake-io';
import { createSegmentLog } from './segment-log';

const START = Date.parse('2026-11-22T08:15:40.000Z');

function setUp(options: Partial<Parameters<typeof createSegmentLog>[0]> = {}) {
  const root = scratchFolder();
  const time = { now: START };
  const log = createSegmentLog({
    root,
    folder: 'raw/events',
    clock: () => time.now,
    io: nodeIo,
    ...options,
  });
  onTestFinished(() => log.close());
  const files = () =>
    readdirSync(join(root, 'raw/events'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.includes('footfall-1-'))
      .sort();
  const content = () => files().map((path) => readFileSync(join(root, 'raw/events', path), 'utf8'));
  return { log, time, files, content };
}

describe('segment log', () => {
  test('lays segments out as Firehose keys its objects', async () => {
    const { log, files } = setUp();
    await log.append('{"a":1}\n');
    expect(files()).toEqual([
      expect.stringMatching(
        /^dt=2026-11-22\/hour=08\/footfall-1-2026-11-22-08-15-40-[0-9a-f-]{36}$/,
      ),
    ]);
  });

  test('gathers what arrives during a commit into the next one', async () => {
    let syncs = 0;
    const { log, content } = setUp({
      io: {
        async create(path, root) {
          const file = await nodeIo.create(path, root);
          return {
            ...file,
            sync() {
              syncs += 1;
              return file.sync();
            },
          };
        },
      },
    });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => log.append(`{"n":${n}}\n`)),
    );
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(content().join('').trim().split('\n')).toHaveLength(100);
    expect(syncs).toBeLessThanOrEqual(3);
  });

  test('goes on in a new segment at the hour, at the age and at the size', async () => {
    const { log, time, files } = setUp({ maxSegmentAgeMs: 60_000, maxSegmentBytes: 20 });
    await log.append('{"n":1}\n');
    time.now += 60_000;
    await log.append('{"n":2,"padding":"xxxxxxxxxx"}\n');
    await log.append('{"n":3}\n');
    time.now = Date.parse('2026-11-22T09:00:00.000Z');
    await log.append('{"n":4}\n');
    expect(files().map((path) => path.slice(0, 21))).toEqual([
      'dt=2026-11-22/hour=08',
      'dt=2026-11-22/hour=08',
      'dt=2026-11-22/hour=08',
      'dt=2026-11-22/hour=09',
    ]);
  });

  test('finishes a short write before it answers', async () => {
    const { log, content } = setUp({ io: faultyIo([], 3) });
    expect(await log.append('{"text":"longer than three bytes"}\n')).toEqual({ ok: true });
    expect(content()).toEqual(['{"text":"longer than three bytes"}\n']);
  });

  test('answers a failed sync to its whole group and goes on in a new file', async () => {
    const { log, files, content } = setUp({
      io: faultyIo([{ operation: 'sync', at: 2, code: 'EIO' }]),
    });
    expect(await log.append('{"n":1}\n')).toEqual({ ok: true });
    expect(await log.append('{"n":2}\n')).toMatchObject({ ok: false, code: 'unavailable' });
    expect(log.state().error).toContain('EIO');
    expect(await log.append('{"n":3}\n')).toEqual({ ok: true });
    expect(files()).toHaveLength(2);
    expect(content().sort()).toEqual(['{"n":1}\n', '{"n":3}\n']);
    expect(log.state().error).toBeNull();
  });

  test('a full disk leaves whole lines behind and writing resumes when there is room', async () => {
    const { log, content } = setUp({
      io: faultyIo([
        { operation: 'write', at: 2, code: 'ENOSPC' },
        { operation: 'create', at: 2, code: 'ENOSPC' },
      ]),
    });
    await log.append('{"n":1}\n');
    expect(await log.append('{"n":2}\n')).toMatchObject({ ok: false });
    expect(await log.append('{"n":3}\n')).toMatchObject({ ok: false });
    expect(await log.append('{"n":4}\n')).toEqual({ ok: true });
    expect(content().sort()).toEqual(['{"n":1}\n', '{"n":4}\n']);
  });

  test('a disk that stays full is not littered with empty files', async () => {
    const faults = [1, 2, 3].map((at) => ({
      operation: 'write' as const,
      at,
      code: 'ENOSPC' as const,
    }));
    const { log, files } = setUp({ io: faultyIo(faults) });
    for (let n = 0; n < 3; n++) expect(await log.append('{"n":1}\n')).toMatchObject({ ok: false });
    expect(files()).toEqual([]);
  });

  test('a disk that does not answer is given up in time, and taken again when it does', async () => {
    let finish: () => void = () => undefined;
    let stuck: Promise<void> | null = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { log, content } = setUp({
      maxCommitMs: 30,
      io: {
        async create(path, root) {
          const file = await nodeIo.create(path, root);
          return { ...file, sync: () => stuck ?? file.sync() };
        },
      },
    });
    const given = await Promise.all([log.append('{"n":1}\n'), log.append('{"n":2}\n')]);
    for (const outcome of given) expect(outcome).toMatchObject({ ok: false, code: 'unavailable' });
    expect(log.state()).toMatchObject({ error: expect.stringContaining('30 ms') });
    expect(await log.append('{"n":3}\n')).toMatchObject({ ok: false, code: 'unavailable' });
    stuck = null;
    finish();
    await eventually(() => expect(log.state().error).toBeNull());
    expect(log.state().queuedBytes).toBe(0);
    expect(await log.append('{"n":4}\n')).toEqual({ ok: true });
    // The first was on its way when it was given up; the second was never written.
    expect(content()).toEqual(['{"n":1}\n{"n":4}\n']);
  });

  test('says how long the group being written has waited', async () => {
    let finish: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begin: () => void = () => undefined;
    const syncing = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const { log, time } = setUp({
      io: {
        async create(path, root) {
          const file = await nodeIo.create(path, root);
          const sync = () => {
            begin();
            return stuck;
          };
          return { ...file, sync };
        },
      },
    });
    const pending = log.append('{"n":1}\n');
    await syncing;
    time.now += 3_000;
    expect(log.state().oldestQueuedAt).toBe(START);
    finish();
    await pending;
    expect(log.state().oldestQueuedAt).toBeNull();
  });

  test('refuses as overloaded beyond its bound, and takes again once written', async () => {
    const { log } = setUp({ maxQueuedBytes: 20 });
    const [first, second] = await Promise.all([
      log.append('{"n":1,"x":"xx"}\n'),
      log.append('{"n":2}\n'),
    ]);
    expect(first).toEqual({ ok: true });
    expect(second).toMatchObject({ ok: false, code: 'overloaded' });
    expect(await log.append('{"n":3}\n')).toEqual({ ok: true });
    expect(log.state().queuedBytes).toBe(0);
  });
});
