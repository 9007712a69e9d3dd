import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { eventually } from '@/lib/testing/eventually';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { openLake } from './lake';
import { nodeIo, type SegmentIo } from './lake-io';

const NOW = Date.parse('2026-11-22T08:15:40.000Z');

function setUp(io?: SegmentIo) {
  const root = scratchFolder();
  const time = { now: NOW };
  const lake = openLake({ root, clock: () => time.now, io });
  onTestFinished(() => lake.close());
  const segment = (path: string, text: string) => {
    const full = join(root, 'raw/events', path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    return full;
  };
  return { lake, time, segment };
}

async function drain(
  tail: { next(maxBytes: number): Promise<readonly string[]> },
  maxBytes = 1000,
) {
  const lines: string[] = [];
  for (;;) {
    const chunk = await tail.next(maxBytes);
    if (chunk.length === 0) return lines;
    lines.push(...chunk);
  }
}

describe('lake tail', () => {
  test('an empty lake has no lines', async () => {
    const { lake } = setUp();
    expect(await lake.readEvents().next(1000)).toEqual([]);
  });

  test('hands out each line once, as it lands', async () => {
    const { lake } = setUp();
    const tail = lake.readEvents();
    await lake.events.append('{"n":1}\n{"n":2}\n');
    expect(await drain(tail)).toEqual(['{"n":1}', '{"n":2}']);
    await lake.events.append('{"n":3}\n');
    expect(await drain(tail)).toEqual(['{"n":3}']);
    expect(await drain(tail)).toEqual([]);
  });

  test('reads segments of earlier and of other processes, without their torn last line', async () => {
    const { lake, segment } = setUp();
    segment('dt=2026-11-20/hour=23/footfall-1-a', '{"n":1}\n{"n":2}\n{"n":');
    const growing = segment('dt=2026-11-22/hour=08/footfall-1-b', '{"n":3}\n{"n"');
    const tail = lake.readEvents();
    expect(await drain(tail)).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
    appendFileSync(growing, ':4}\n');
    expect(await drain(tail)).toEqual(['{"n":4}']);
  });

  test('gives chunks of about the size asked for and never splits a line', async () => {
    const { lake, segment } = setUp();
    const lines = ['a', 'b', 'c'].map((n) => `{"${n}":"${'x'.repeat(500)}"}`);
    segment('dt=2026-11-22/hour=08/footfall-1-a', `${lines.join('\n')}\n`);
    const tail = lake.readEvents();
    expect(await tail.next(100)).toEqual([lines[0]]);
    expect(await tail.next(1100)).toEqual([lines[1], lines[2]]);
  });

  test('ends where the mark was set, however fast the lake grows', async () => {
    const { lake, segment } = setUp();
    const tail = lake.readEvents();
    const other = segment('dt=2026-11-22/hour=08/footfall-1-b', '{"n":1}\n');
    await lake.events.append('{"n":2}\n');
    await tail.mark();
    appendFileSync(other, '{"n":3}\n');
    await lake.events.append('{"n":4}\n');
    segment('dt=2026-11-22/hour=08/footfall-1-c', '{"n":5}\n');
    expect((await drain(tail)).toSorted()).toEqual(['{"n":1}', '{"n":2}']);
    await tail.mark();
    expect((await drain(tail)).toSorted()).toEqual(['{"n":3}', '{"n":4}', '{"n":5}']);
  });

  test('goes on over midnight after old partitions are finished', async () => {
    const { lake, segment, time } = setUp();
    segment('dt=2026-11-22/hour=07/footfall-1-a', '{"n":1}\n');
    const tail = lake.readEvents();
    await drain(tail);
    time.now = Date.parse('2026-11-23T00:00:05.000Z');
    expect(await drain(tail)).toEqual([]);
    await lake.events.append('{"n":2}\n');
    expect(await drain(tail)).toEqual(['{"n":2}']);
  });

  test('goes on after the clock was set forward and back again', async () => {
    const { lake, time } = setUp();
    const tail = lake.readEvents();
    await lake.events.append('{"n":1}\n');
    expect(await drain(tail)).toEqual(['{"n":1}']);
    time.now += 3 * 60 * 60 * 1000;
    expect(await drain(tail)).toEqual([]);
    time.now = NOW;
    await lake.events.append('{"n":2}\n');
    expect(await drain(tail)).toEqual(['{"n":2}']);
  });

  test('goes on where the clock was set back and the segment then closed', async () => {
    const { lake, time } = setUp();
    const tail = lake.readEvents();
    await lake.events.append('{"n":1}\n');
    await drain(tail);
    time.now += 3 * HOUR_MS;
    await drain(tail);
    time.now = NOW + MINUTE_MS;
    await lake.events.append('{"n":2}\n');
    time.now += 16 * MINUTE_MS;
    await lake.events.append('{"n":3}\n');
    expect(await drain(tail)).toEqual(['{"n":2}', '{"n":3}']);
  });

  test('goes on where the clock ran on for days during a commit, as after a suspend', async () => {
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { lake, time } = setUp({
      async create(path, root) {
        const file = await nodeIo.create(path, root);
        return { ...file, sync: () => held.then(() => file.sync()) };
      },
    });
    const tail = lake.readEvents();
    const first = lake.events.append('{"n":1}\n');
    await eventually(() => expect(lake.events.own()).toHaveLength(1));
    time.now += 72 * HOUR_MS;
    await drain(tail);
    go();
    await first;
    await lake.events.append('{"n":2}\n');
    expect((await drain(tail)).sort()).toEqual(['{"n":1}', '{"n":2}']);
  });

  test('passes by what is no segment', async () => {
    const { lake, segment } = setUp();
    segment('dt=note.txt', 'a file where days lie');
    segment('dt=2026-11-22/readme.txt', 'a file where hours lie');
    segment('dt=2026-11-22/hour=08/footfall-1-folder/x', 'a folder where segments lie');
    segment('dt=2026-11-22/hour=08/notes.txt', '{"n":9}\n');
    segment('dt=2026-11-22/hour=08/footfall-1-a', '{"n":1}\n');
    expect(await drain(lake.readEvents())).toEqual(['{"n":1}']);
  });
});
