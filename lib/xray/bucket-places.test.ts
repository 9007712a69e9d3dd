import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import { createMemoryStore } from '@/lib/storage/memory';
import { storedEvent } from '@/lib/testing/lake-events';
import { createBucketPlaces } from './bucket-places';

const AT = Date.parse('2026-11-22T08:59:50.000Z');
const [EVENT, OTHER] = [storedEvent(0, { event_ms: AT }), storedEvent(1, { event_ms: AT })];
const ID = EVENT.event_id;

function buckets() {
  const [raw, processed] = [createMemoryStore(), createMemoryStore()];
  const places = createBucketPlaces({
    raw: { store: raw, name: 's3://raw/' },
    processed: { store: processed, name: 's3://processed/' },
  });
  const lines = (...some: readonly object[]) =>
    gzipSync(some.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return { raw, processed, places, lines };
}

const key = (prefix: string, second: string, more = 'a.gz') =>
  `${prefix}dt=2026-11-22/hour=${second.slice(0, 2)}/footfall-events-1-2026-11-22-${second}-${more}`;

test('the line of an event is found in the object of its minute, and its Parquet by the name', async () => {
  const { raw, processed, places, lines } = buckets();
  await raw.put(key('events/', '08-59-00'), lines(OTHER, EVENT));
  await raw.put(key('events/', '08-20-00'), lines(EVENT));
  await raw.put(key('events/', '09-01-00'), lines(OTHER));
  await processed.put(key('landing/events/', '08-59-00', 'b.parquet'), new Uint8Array([1]));
  await processed.put(key('landing/events/', '09-00-05', 'c.parquet'), new Uint8Array([1]));
  const [line, ...others] = await places.raw(ID, AT);
  const text = JSON.stringify(EVENT);
  const segment = `s3://raw/${key('events/', '08-59-00')}`;
  const offset = JSON.stringify(OTHER).length + 1;
  expect(line).toMatchObject({ segment, offset, bytes: text.length, text });
  expect(others).toEqual([]);
  const way = await places.way(ID, AT, line ?? null);
  expect(way.map(({ name }) => name)).toEqual([
    'Acknowledged',
    'In S3, as it came',
    'In Parquet',
    'Visible in Athena',
  ]);
  expect(way[1]).toMatchObject({ atMs: line?.putAtMs, words: expect.stringContaining(segment) });
  expect(way[2]?.words).toBe(
    `By its name in s3://processed/${key('landing/events/', '08-59-00', 'b.parquet')}.`,
  );
});

test('an object that began after midnight of the hour, or was sent late, is looked at too', async () => {
  const { raw, places, lines } = buckets();
  await raw.put(key('events/', '09-00-20'), lines(EVENT));
  expect(await places.raw(ID, AT)).toHaveLength(1);
  expect(await places.raw(ID, AT - 2 * MINUTE_MS)).toEqual([]);
  const way = await places.way(ID, AT, null);
  expect(way[1]?.words).toMatch(/^Not in raw around the time/);
});

test('a failed event is found in the hour after the time in its id', async () => {
  const { raw, places, lines } = buckets();
  const failed = { event_id: ID, reason: 'bad_value', bytes: '' };
  await raw.put(key('failed/', '09-40-00'), lines({ event_id: OTHER.event_id }, failed));
  expect(JSON.parse((await places.failed(ID, AT))?.text ?? '')).toEqual(failed);
  expect(await places.failed(ID, AT - 40 * MINUTE_MS)).toBeNull();
  expect(await places.failed(ID, AT + 60 * MINUTE_MS + SECOND_MS)).toBeNull();
});

test('names that Firehose does not give are passed over', async () => {
  const { raw, places, lines } = buckets();
  await raw.put('events/dt=2026-11-22/hour=08/notes.gz', lines(EVENT));
  expect(await places.raw(ID, AT)).toEqual([]);
});

test('more than can be looked through is said instead of nothing', async () => {
  const { raw, places } = buckets();
  await raw.put(key('events/', '08-59-00'), new Uint8Array(25 * 1024 * 1024));
  await expect(places.raw(ID, AT)).rejects.toThrow('more than this page looks through');
});
