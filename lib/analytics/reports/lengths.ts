import type { SPANS } from '@/lib/models/lengths';
import { byActorAlone, COUNTS, cut, within } from './grains';
import type { Way } from './report';
import type { Scope, Stretch } from './scope';
import { onProducts, sessionFilter } from './scope-filters';
import { type Sql, sql, words } from './sql-text';

export type Span = keyof typeof SPANS;

/** A stretch of time in two parts: days whose lengths are counted in `lengths`, and the rest. */
export interface CutLengths {
  readonly days: readonly Stretch[];
  readonly ends: readonly Stretch[];
}

export function cutLengths(
  scope: Scope,
  stretch: Stretch,
  way: Way,
  by: readonly string[] = [],
): CutLengths {
  const known = way === 'modelled' && !onProducts(scope) && byActorAlone(scope, by);
  const { whole, ends } = cut(stretch, known ? ['day'] : []);
  return { days: whole.get('day') ?? [], ends };
}

/** All after SELECT of rows of `lengths` on these days. */
export function fromLengths(scope: Scope, days: readonly Stretch[], spans: readonly Span[]): Sql {
  const named = spans.map((span) => `'${span}'`).join(', ');
  return sql`FROM lengths
  WHERE ${within(days, COUNTS.day)} AND span IN (${words(named)})${sessionFilter(scope)}`;
}
