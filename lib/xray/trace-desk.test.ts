import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { failedLine } from '@/lib/collector/failed-event';
import { SECOND_MS } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import { RAW_EVENTS, RAW_FAILED } from '@/lib/lake/layout';
import { createManifestReader } from '@/lib/lake/manifest-file';
import { storedEvent } from '@/lib/testing/lake-events';
import { LAKE_NOW, lakeUnderTest } from '@/lib/testing/lake-under-test';
import type { EventTrace } from './event-trace';
import { createLakePlaces } from './lake-places';
import { createTraceDesk, type TraceDesk } from './trace-desk';

const HOUR = 'dt=2026-11-22/hour=08';
const OPENED = 'footfall-1-2026-11-22-08-10-00-0';
const [EVENT, OTHER] = [event(0), event(1)];

function event(n: number) {
  const received_at = new Date(LAKE_NOW - 4 * SECOND_MS).toISOString();
  return storedEvent(n, { received_at, event_ms: LAKE_NOW - 5 * SECOND_MS + n });
}

function deskOver(lake = lakeUnderTest()) {
  const add = (folder: string, name: string, ...lines: readonly object[]) => {
    const path = join(lake.root, folder, HOUR, name);
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  };
  const engine = lake.engine();
  const manifest = createManifestReader(lake.root).read;
  const places = createLakePlaces({ root: lake.root, clock: lake.clock, manifest });
  const desk = createTraceDesk({ engine, places });
  return { add, desk, lake, engine };
}

const names = (steps: readonly { readonly name: string }[] = []) => steps.map(({ name }) => name);

/** The trace of an event that is known. */
async function traced(desk: TraceDesk, id: string): Promise<EventTrace> {
  const trace = await desk.trace(id);
  if (trace.state === 'unknown') throw new Error(trace.words);
  return trace;
}

test('an event is told from its capture to the memory it is visible in, then to its Parquet', async () => {
  const { add, desk, lake } = deskOver();
  add(RAW_EVENTS, OPENED, OTHER, EVENT);
  const open = await traced(desk, EVENT.event_id);
  const segment = `${RAW_EVENTS}/${HOUR}/${OPENED}`;
  const offset = JSON.stringify(OTHER).length + 1;
  const text = JSON.stringify(EVENT);
  expect(open).toMatchObject({
    state: 'landed',
    session_id: EVENT.session_id,
    event: { page: EVENT.page, event_ms: EVENT.event_ms },
    raw: [{ segment, offset, bytes: text.length, text }],
  });
  expect(names(open.steps)).toEqual([
    'Captured',
    'Received',
    'Durable, then acknowledged',
    'Visible',
  ]);
  expect(open.steps.map(({ atMs }) => atMs)).toEqual([
    EVENT.event_ms,
    LAKE_NOW - 4 * SECOND_MS,
    null,
    null,
  ]);

  await lake.keeper().rollAll();
  const rolled = await traced(desk, EVENT.event_id);
  expect(names(rolled.steps).at(-1)).toBe('In Parquet');
  expect(rolled.steps.at(-1)).toMatchObject({
    atMs: LAKE_NOW,
    words: expect.stringMatching(/^In processed\/events\/dt=2026-11-22\/part-.*one of 2 rows\.$/),
  });
});

test('each delivery of an event is found, and nobody else’s line that speaks of it', async () => {
  const { add, desk } = deskOver();
  add(RAW_EVENTS, OPENED, EVENT, { ...OTHER, search_term: `"event_id":"${EVENT.event_id}"` });
  add(RAW_EVENTS, 'footfall-1-2026-11-22-08-15-00-1', EVENT);
  add(RAW_EVENTS, 'footfall-1-2026-11-22-07-10-00-0', EVENT);
  const trace = await traced(desk, EVENT.event_id);
  expect(trace.raw?.map(({ segment }) => segment.slice(-3))).toEqual(['0-0', '0-1']);
});

test('one that failed says why, and is there as it was sent', async () => {
  const { add, desk } = deskOver();
  const id = uuidV7(LAKE_NOW - 2 * SECOND_MS);
  const text = `{"event_id":"${id}","event_type":"teleport"}`;
  const failed = { batch_id: 'b', index: 0, event_id: id, text, field: 'event_type' };
  const line = failedLine({ ...failed, reason: 'bad_value' as never }, LAKE_NOW - SECOND_MS);
  add(RAW_FAILED, OPENED, JSON.parse(line));
  expect(await desk.trace(id)).toMatchObject({
    state: 'failed',
    event: null,
    failure: { reason: 'bad_value', field: 'event_type', text },
    steps: [{ atMs: LAKE_NOW - 2 * SECOND_MS }, { atMs: LAKE_NOW - SECOND_MS }],
  });
});

test('what is no id and what is nowhere are nothing', async () => {
  const { desk } = deskOver();
  const unknown = { state: 'unknown', words: expect.stringMatching(/^Nothing of that id/) };
  expect(await desk.trace(`'; DROP TABLE events`)).toEqual(unknown);
  expect(await desk.trace(uuidV7(LAKE_NOW))).toEqual(unknown);
});

test('what a server cannot see it says, and tells the rest', async () => {
  const { add, engine } = deskOver();
  add(RAW_EVENTS, OPENED, EVENT);
  const desk = createTraceDesk({ engine, places: { unseen: 'No bucket is set.' } });
  const trace = await traced(desk, EVENT.event_id);
  expect(trace).toMatchObject({ state: 'landed', raw: null, unseen: 'No bucket is set.' });
  expect(names(trace.steps)).toEqual(['Captured', 'Received', 'Acknowledged']);
  expect(await desk.trace(OTHER.event_id)).toEqual({
    state: 'unknown',
    words: 'The engine knows no event of that id. No bucket is set.',
  });
});

test('places that cannot be reached take nothing from what the engine knows', async () => {
  vi.mocked(console.error).mockImplementation(() => undefined);
  const { add, engine } = deskOver();
  add(RAW_EVENTS, OPENED, EVENT);
  const refuse = () => Promise.reject(new Error('Access Denied'));
  const places = { raw: refuse, failed: refuse, way: refuse, blind: '' };
  const trace = await traced(createTraceDesk({ engine, places }), EVENT.event_id);
  expect(trace).toMatchObject({
    event: { event_id: EVENT.event_id },
    unseen: 'Where it lies could not be looked at: Access Denied.',
  });
  expect(console.error).toHaveBeenCalledWith(expect.stringContaining('Access Denied'));
  vi.mocked(console.error).mockClear();
});
