import { describe, expect, test } from 'vitest';
import { collectorOnDisk, createFaultyDisk } from '@/lib/testing/collector-disk';

const sorted = (ids: readonly string[]) => [...ids].sort();
const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status);

describe('a disk that runs full', () => {
  test('is a 503 while it is, and everything acknowledged before and after is there', async () => {
    const disk = createFaultyDisk();
    const { send, acked, stored } = collectorOnDisk(disk);
    disk.room = 10_000;
    const answers = [];
    while (answers.at(-1)?.status !== 503) answers.push(await send(3));
    expect(answers.length).toBeGreaterThan(2);
    expect(statuses([await send(), await send()])).toEqual([503, 503]);
    disk.room = Number.POSITIVE_INFINITY;
    expect(statuses([await send(), await send()])).toEqual([200, 200]);
    expect(sorted(stored())).toEqual(sorted(acked));
  });

  test('says when to come back', async () => {
    const disk = createFaultyDisk();
    disk.room = 0;
    const { retryAfter } = await collectorOnDisk(disk).send();
    expect(retryAfter).toBe(10);
  });
});

describe('a sync that fails', () => {
  test('once fails its whole group, and the next is taken', async () => {
    const disk = createFaultyDisk();
    const { send, acked, stored } = collectorOnDisk(disk);
    await send();
    disk.failingSyncs = 1;
    const group = await Promise.all([send(), send(), send()]);
    // The first opens a group of its own; the other two gather behind it.
    expect(statuses(group)).toEqual([503, 200, 200]);
    expect(await send()).toMatchObject({ status: 200 });
    expect(sorted(stored())).toEqual(sorted(acked));
  });

  test('always is a 503 for everybody, told by the sink, until the disk is mended', async () => {
    const disk = createFaultyDisk();
    const { send, sink, acked, stored } = collectorOnDisk(disk);
    disk.failingSyncs = Number.POSITIVE_INFINITY;
    expect(statuses(await Promise.all([send(), send(), send()]))).toEqual([503, 503, 503]);
    expect(sink.state()).toMatchObject({ healthy: false });
    disk.failingSyncs = 0;
    expect(await send()).toMatchObject({ status: 200 });
    expect(sink.state()).toMatchObject({ healthy: true });
    expect(sorted(stored())).toEqual(sorted(acked));
  });
});

describe('a slow sync', () => {
  test('is shared by all who arrive meanwhile, so that each waits for two at most', async () => {
    const disk = createFaultyDisk();
    const { send, acked, stored } = collectorOnDisk(disk);
    let release: () => void = () => undefined;
    disk.gate = new Promise((resolve) => {
      release = resolve;
    });
    const first = send();
    while (disk.syncs === 0) await new Promise((resolve) => setImmediate(resolve));
    const rest = Array.from({ length: 200 }, () => send(5));
    await new Promise((resolve) => setImmediate(resolve));
    expect(acked).toEqual([]);
    release();
    expect(statuses(await Promise.all([first, ...rest]))).toEqual(new Array(201).fill(200));
    expect(disk.syncs).toBe(2);
    expect(sorted(stored())).toEqual(sorted(acked));
  });
});

describe('more than the disk takes', () => {
  test('is shed at a bound, with the time to come back, and nothing acknowledged is lost', async () => {
    const disk = createFaultyDisk();
    const { send, sink, acked, stored } = collectorOnDisk(disk, 20_000);
    let release: () => void = () => undefined;
    disk.gate = new Promise((resolve) => {
      release = resolve;
    });
    const waiting = Array.from({ length: 200 }, () => send());
    await new Promise((resolve) => setImmediate(resolve));
    expect(sink.state().queuedBytes).toBeLessThanOrEqual(20_000);
    release();
    const answers = await Promise.all(waiting);
    expect(new Set(statuses(answers))).toEqual(new Set([200, 503]));
    for (const { status, retryAfter } of answers) {
      if (status === 503) expect(retryAfter).toBe(10);
    }
    expect(await send()).toMatchObject({ status: 200 });
    expect(sink.state().queuedBytes).toBe(0);
    expect(sorted(stored())).toEqual(sorted(acked));
  });
});
