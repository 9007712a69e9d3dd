import { z } from 'zod';
import { REPORTS } from '@/lib/analytics/reports/registry';
import type { Report } from '@/lib/analytics/reports/report';
import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { MODELS } from '@/lib/models/models';
import { type Columns, readsOf } from './catalog-reads';

type AnyReport = Report<unknown, unknown>;

const NOON = Date.UTC(2026, 10, 22, 12, 7);
/** Ends within a quarter of an hour: then the uneven ends are asked from events. */
const WEEK = { from_ms: NOON, to_ms: NOON + 7 * 24 * HOUR_MS };
const MINUTES = { from_ms: NOON, to_ms: NOON + 5 * MINUTE_MS };

interface Property {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly items?: Property;
}

/** Values that a parameter may have: all of a closed list, else one that is like it. */
function valuesOf({ type, enum: closed, minimum = 0, items }: Property): readonly unknown[] {
  if (closed) return closed;
  if (type === 'array') return valuesOf(items ?? {}).map((value) => [value]);
  if (type === 'integer' || type === 'number') return [Math.max(1, minimum)];
  return ['GB', 'UTC'];
}

/**
 * What a report may be asked that its SQL can differ by: nothing set, each parameter with each of its
 * values, and all of them together.
 */
export function askedOf({ parameters }: AnyReport): readonly unknown[] {
  const { properties = {}, required = [] } = z.toJSONSchema(parameters, {
    io: 'input',
    unrepresentable: 'any',
  }) as { properties?: Record<string, Property>; required?: readonly string[] };
  const timed = Object.hasOwn(properties, 'from_ms');
  const bases = timed ? [WEEK, MINUTES] : [{}];
  const own = Object.entries(properties).filter(([name]) => !/^(from|to)_ms$/.test(name));
  const first = Object.fromEntries(own.map(([name, property]) => [name, valuesOf(property)[0]]));
  const needed = Object.fromEntries(
    own.filter(([name]) => required.includes(name)).map(([name]) => [name, first[name]]),
  );
  const single = own.flatMap(([name, property]) =>
    valuesOf(property).map((value) => ({ [name]: value })),
  );
  return bases.flatMap((base) =>
    [{}, ...single, first].flatMap((set) => {
      const read = parameters.safeParse({ ...base, ...needed, ...set });
      // Some values only stand together with others; those are asked with all of them.
      return read.success ? [read.data] : [];
    }),
  );
}

/** By relation and column, the names of the reports that read it. */
export function readersOf(
  relations: Columns,
): (relation: string, column: string) => readonly string[] {
  const readers = new Map<string, string[]>();
  for (const report of Object.values(REPORTS) as unknown as readonly AnyReport[]) {
    const seen = new Set<string>();
    const statements = new Set(askedOf(report).map((asked) => report.build(asked).sql));
    for (const sql of statements) {
      for (const [relation, columns] of readsOf(sql, relations)) {
        for (const column of columns) seen.add(`${relation}.${column}`);
      }
    }
    for (const place of seen) readers.set(place, [...(readers.get(place) ?? []), report.name]);
  }
  return (relation, column) => readers.get(`${relation}.${column}`) ?? [];
}

/** By model, what its SELECT reads. */
export function modelReads(relations: Columns): ReadonlyMap<string, Columns> {
  const names = { events: 'events', sessions: 'sessions', products: 'products' };
  return new Map(MODELS.map(({ name, select }) => [name, readsOf(select(names), relations)]));
}
