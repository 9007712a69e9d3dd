import { afterAll, expect, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { DAY_MS } from '@/lib/common/clock';
import { createFakeLake, storedEvent } from '@/lib/testing/lake-events';
import { fillOf, relationNamed, sampleOf } from './catalog-questions';
import { catalogRelations } from './catalog-relations';

const NOW = Date.parse('2026-11-22T08:15:40.000Z');
const clock = () => NOW;
const engine = createDuckdbEngine({
  lake: createFakeLake(
    storedEvent(1, { event_ms: NOW, product_id: 'teapot-clay' }),
    storedEvent(2, { event_ms: NOW - 6 * DAY_MS, location: 'IE' }),
    storedEvent(3, { event_ms: NOW - 20 * DAY_MS, location: 'IE' }),
  ),
});
afterAll(() => engine.close());

function named(name: string) {
  const relation = relationNamed(name);
  if (!relation) throw new Error(name);
  return relation;
}

test('a sample is of the last seven days, in the order of the columns', async () => {
  const { columns, rows } = await sampleOf(engine, named('events'), clock);
  expect(columns).toEqual(named('events').columns.map(({ name }) => name));
  expect(rows.map((row) => row.at(-1)).sort()).toEqual(['2026-11-16', '2026-11-22']);
});

test('where nothing came of late, older rows are shown', async () => {
  const later = () => NOW + 30 * DAY_MS;
  expect((await sampleOf(engine, named('events'), later)).rows).toHaveLength(3);
  expect(await fillOf(engine, named('events'), later)).toMatchObject({ rows: 0 });
});

test('what is filled in is counted column by column', async () => {
  const { since, rows, filled } = await fillOf(engine, named('events'), clock);
  expect({ since, rows }).toEqual({ since: '2026-11-16', rows: 2 });
  expect(filled).toMatchObject({ event_id: 2, product_id: 1, location: 1, extra: 0, dt: 2 });
});

test.each(catalogRelations().map(({ name }) => name))(
  '%s can be asked by its name',
  async (name) => {
    const relation = named(name);
    const { columns } = await sampleOf(engine, relation, clock);
    expect(columns).toEqual(relation.columns.map((column) => column.name));
    const { filled } = await fillOf(engine, relation, clock);
    expect(Object.keys(filled)).toEqual(columns);
  },
);

test('nothing else can be asked', () => {
  for (const name of ['', 'EVENTS', 'lake.tail', 'events_live', 'events" --', '__proto__']) {
    expect(relationNamed(name)).toBeNull();
  }
});
