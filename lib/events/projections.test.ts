import Ajv2020 from 'ajv/dist/2020';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { sampleEvent, sampleWireEvent } from '@/lib/testing/sample-events';
import { COLUMNS } from './columns';
import { breakingChanges } from './compatibility';
import type { ClickstreamEvent } from './event';
import published from './event-v1.json' with { type: 'json' };
import { docsTable, duckdbColumns, glueColumns, jsonSchema, publishedColumns } from './projections';

const names = COLUMNS.map(({ name }) => name);

describe('projections of the contract', () => {
  test('the type has exactly the columns, in kind', () => {
    expectTypeOf<keyof ClickstreamEvent>().toEqualTypeOf<(typeof COLUMNS)[number]['name']>();
    expectTypeOf<ClickstreamEvent['event_type']>().toEqualTypeOf<
      'view' | 'click' | 'add_to_cart' | 'purchase'
    >();
    expectTypeOf<ClickstreamEvent['product_id']>().toEqualTypeOf<string | null>();
    expectTypeOf<ClickstreamEvent['seq']>().toEqualTypeOf<number | undefined>();
  });

  test('a stored event has the columns in contract order', () => {
    const order = Object.keys(sampleEvent());
    expect(order).toEqual(names);
  });

  test('Glue and DuckDB have every column once, in order, in their own types', () => {
    expect(glueColumns().map(({ name }) => name)).toEqual(names);
    expect(duckdbColumns().map(({ name }) => name)).toEqual(names);
    const typeOf = (columns: { name: string; type: string }[], name: string) =>
      columns.find((column) => column.name === name)?.type;
    expect(typeOf(glueColumns(), 'event_ms')).toBe('bigint');
    expect(typeOf(duckdbColumns(), 'event_ms')).toBe('BIGINT');
    expect(typeOf(glueColumns(), 'unit_price')).toBe('decimal(10,2)');
    expect(typeOf(duckdbColumns(), 'unit_price')).toBe('DECIMAL(10,2)');
    expect(typeOf(glueColumns(), 'timestamp')).toBe('string');
  });

  test('Glue column names are what Hive and Athena take unquoted or quoted: lower snake case', () => {
    for (const { name } of glueColumns()) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  });

  test('the JSON Schema accepts stored events and refuses broken ones', () => {
    const accepts = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(jsonSchema());
    const event = JSON.parse(JSON.stringify(sampleEvent()));
    expect(accepts(event), JSON.stringify(accepts.errors)).toBe(true);
    expect(accepts({ ...event, event_type: 'refund' })).toBe(false);
    expect(accepts({ ...event, quantity: 0 })).toBe(false);
    expect(accepts({ ...event, surplus: 1 })).toBe(false);
    expect(accepts({ ...event, product_id: null })).toBe(true);
    expect(accepts({ ...event, event_id: undefined })).toBe(false);
    expect(accepts({ ...event, element: null })).toBe(false);
  });

  test('the documentation names every column', () => {
    for (const name of names) expect(docsTable()).toContain(`| ${name} |`);
  });

  test('a tracker can build the wire event from client columns alone', () => {
    const collectorOnly = COLUMNS.filter(({ source }) => source === 'collector').map((c) => c.name);
    expect(
      Object.keys(sampleWireEvent()).filter((key) => collectorOnly.includes(key as never)),
    ).toEqual([]);
  });
});

describe('compatibility with the published version', () => {
  const now = publishedColumns();

  test('the contract only appends to what was published', () => {
    expect(breakingChanges(published, now)).toEqual([]);
  });

  test.each([
    ['a removed column', now.filter(({ name }) => name !== 'seq'), 'seq: removed or renamed'],
    [
      'a renamed column',
      now.map((c) => (c.name === 'page' ? { ...c, name: 'page_type' } : c)),
      'page: removed or renamed',
    ],
    [
      'a retyped column',
      now.map((c) => (c.name === 'quantity' ? { ...c, type: 'bigint' } : c)),
      'quantity: int became bigint',
    ],
    [
      'a withdrawn value',
      now.map((c) => (c.name === 'event_type' ? { ...c, values: ['view'] } : c)),
      'event_type: value click withdrawn',
    ],
    [
      'an optional column made mandatory',
      now.map((c) => (c.name === 'element' ? { ...c, nullable: false } : c)),
      'element: nullable true became false',
    ],
    [
      'a mandatory column added',
      [...now, { name: 'basket_id', type: 'string', nullable: false }],
      'basket_id: added as mandatory',
    ],
    ['columns swapped', [...now].reverse(), 'user_id: moved from place 1'],
  ])('refuses %s', (_what, changed, reason) => {
    expect(breakingChanges(now, changed)).toContain(reason);
  });

  test('lets an optional column be appended', () => {
    expect(
      breakingChanges(now, [...now, { name: 'basket_id', type: 'string', nullable: true }]),
    ).toEqual([]);
  });
});
