import { expect, test, vi } from 'vitest';
import { DAY_MS, MINUTE_MS } from '@/lib/common/clock';
import { createMemoryStore } from '@/lib/storage/memory';
import type { ObjectStore } from '@/lib/storage/object-store';
import { eventually } from '@/lib/testing/eventually';
import type { TrailNote } from './trail';
import { createTrail } from './trail-book';

const NOW = Date.parse('2026-11-22T08:15:40.123Z');

function book(objects: ObjectStore = createMemoryStore()) {
  const time = { now: NOW };
  const open = () => createTrail({ objects, clock: () => time.now });
  return { objects, time, open, trail: open() };
}

/** What has been logged so far, which is then forgotten. */
function listenToLog() {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  return () => {
    const lines = error.mock.calls.map(([line]) => String(line));
    error.mockClear();
    return lines;
  };
}

function note(subject: string, changes: Partial<TrailNote> = {}): TrailNote {
  return { who: 'ada', act: 'queried', subject, detail: { rows: 3 }, ...changes };
}

const subjects = (entries: readonly { readonly subject: string }[]) =>
  entries.map(({ subject }) => subject);

test('what is noted together is one object of its day, written by itself', async () => {
  const { objects, trail } = book();
  for (const subject of ['a', 'b', 'c']) trail.note(note(subject));
  const [object] = await eventually(async () => {
    const listed = await objects.list('trail/');
    expect(listed).toHaveLength(1);
    return listed;
  });
  expect(object?.key).toMatch(/^trail\/2026-11-22\/[0-9a-f-]{36}\.json$/);
  const [newest] = await trail.list({ limit: 10 });
  expect(newest).toMatchObject({ who: 'ada', act: 'queried', subject: 'c', detail: { rows: 3 } });
  expect(newest?.atMs).toBe(NOW);
});

test('pages go back through servers, minutes and days without a gap or an entry twice', async () => {
  const { time, open, objects } = book();
  const books = [open(), open()];
  for (let n = 0; n < 40; n++) {
    time.now = NOW - 12 * DAY_MS + n * 0.3 * DAY_MS + (n % 3) * MINUTE_MS;
    books[n % 2]?.note(note(`n${n}`, { who: n % 4 === 0 ? 'eve' : 'ada' }));
    if (n % 5 === 4) for (const one of books) await one.close();
  }
  // A copy of all that is in one object, as a write that failed halfway and was repeated leaves it.
  const [first] = await objects.list('trail/');
  const copied = await objects.get(first?.key ?? '');
  await objects.put(
    'trail/2026-11-10/0195d000-0000-7000-8000-00000000ffff.json',
    copied ?? new Uint8Array(),
  );

  const reader = open();
  const read: string[] = [];
  let before: string | undefined;
  do {
    const page = await reader.page({ limit: 7, before });
    read.push(...subjects(page.entries));
    before = page.next ?? undefined;
  } while (before);
  expect(read).toEqual(Array.from({ length: 40 }, (_, n) => `n${39 - n}`));
  const eve = await reader.page({ limit: 100, who: 'eve', act: 'queried' });
  expect(subjects(eve.entries)).toEqual(Array.from({ length: 10 }, (_, n) => `n${36 - 4 * n}`));
  expect((await reader.page({ limit: 5, act: 'replayed' })).entries).toEqual([]);
});

test('entries of two servers in one minute come in the order of time', async () => {
  const { time, open } = book();
  const [one, other] = [open(), open()];
  for (let n = 0; n < 12; n++) {
    time.now = NOW + n;
    (n % 2 ? one : other).note(note(`n${n}`));
  }
  await one.close();
  await other.close();
  expect(subjects(await open().list({ limit: 3 }))).toEqual(['n11', 'n10', 'n9']);
});

test('a filter that little passes reads so many objects a page and goes on behind them', async () => {
  const { time, open, objects } = book();
  const writer = open();
  writer.note(note('the one', { who: 'eve' }));
  await writer.close();
  const list = vi.spyOn(objects, 'get');
  for (let n = 0; n < 450; n++) {
    time.now = NOW + (n + 1) * MINUTE_MS;
    writer.note(note(`n${n}`));
  }
  await writer.close();
  const first = await open().page({ limit: 5, who: 'eve' });
  expect(list.mock.calls.length).toBe(400);
  expect(first.entries).toEqual([]);
  const second = await open().page({ limit: 5, who: 'eve', before: first.next ?? '' });
  expect(subjects(second.entries)).toEqual(['the one']);
  expect(second.next).toBeNull();
});

test('a damaged object is told of and hides no other', async () => {
  const logged = listenToLog();
  const { objects, trail } = book();
  trail.note(note('whole'));
  await trail.close();
  for (const [n, text] of ['{', 'null', '[{"id":1}]', '\u0000'].entries()) {
    const key = `trail/2026-11-22/019aa7f0-0000-7000-8000-00000000000${n}.json`;
    await objects.put(key, Buffer.from(text));
  }
  expect(subjects(await trail.list({ limit: 9 }))).toEqual(['whole']);
  expect(logged()).toHaveLength(3);
});

test('what a store refuses waits, is read meanwhile, and is written later', async () => {
  const logged = listenToLog();
  const objects = createMemoryStore();
  const put = vi.spyOn(objects, 'put').mockRejectedValue(new Error('the disk is full'));
  const { trail } = book(objects);
  trail.note(note('kept'));
  expect(subjects(await trail.list({ limit: 9 }))).toEqual(['kept']);
  expect(logged()).toEqual([expect.stringContaining('the disk is full')]);
  put.mockRestore();
  await trail.close();
  expect(await objects.list('trail/')).toHaveLength(1);
});

test('a flood of refused sign-ins leaves few entries, and how many more there were', async () => {
  const { time, trail, objects } = book();
  for (let n = 0; n < 5_000; n++) {
    trail.note(note('password', { who: `guess ${n}`, act: 'sign_in_refused', detail: {} }));
  }
  trail.note(note('somebody else is not kept out'));
  time.now += 16 * MINUTE_MS;
  trail.note(note('password', { who: 'late', act: 'sign_in_refused', detail: {} }));
  const entries = await trail.list({ limit: 100 });
  expect(entries).toHaveLength(63);
  expect(entries[0]).toMatchObject({ who: 'late' });
  expect(entries[1]).toMatchObject({ act: 'sign_in_refused', who: '', detail: { more: 4_940 } });
  expect((await objects.list('trail/')).length).toBeLessThan(4);
});

test('what somebody typed is cut and acts on no reader', async () => {
  const { trail } = book();
  const detail = { sql: `SELECT 1\n\tFROM x\u001b[2J\u202e ${'y'.repeat(9_000)}`, rows: null };
  trail.note(note('s\r\nt', { who: `\u0000eve\u2028${'x'.repeat(5_000)}`, detail }));
  const [entry] = await trail.list({ limit: 1 });
  expect(entry?.who).toMatch(/^evex{60}…$/);
  expect(entry?.subject).toBe('st');
  expect(entry?.detail.sql).toMatch(/^SELECT 1\n {2}FROM x\[2J y+…$/);
  expect(String(entry?.detail.sql)).toHaveLength(4_096);
  expect(entry?.detail.rows).toBeNull();
});

test('after 400 days an entry goes', async () => {
  const { time, open, objects } = book();
  const writer = open();
  writer.note(note('old'));
  await writer.close();
  time.now += 400 * DAY_MS;
  writer.note(note('still'));
  await writer.close();
  expect(await objects.list('trail/')).toHaveLength(2);
  time.now += DAY_MS;
  writer.note(note('new'));
  await writer.close();
  expect(subjects(await open().list({ limit: 9 }))).toEqual(['new', 'still']);
});
