'use client';

import {
  FILTER_NAMES,
  FILTERS,
  filterValues,
  rangeLabel,
  scopeOf,
} from '@/lib/dashboards/scope-query';
import { useScope } from './use-scope';

/** On paper, where nothing can be clicked: what the numbers are of, in words. */
export function ScopeWords() {
  const { query, zone } = useScope();
  const filters = FILTER_NAMES.flatMap((name) => {
    const { label, values } = FILTERS[name];
    const chosen = filterValues(query, name).map(
      (one) => values?.find(({ value }) => value === one)?.label ?? one,
    );
    return chosen.length === 0 ? [] : [`${label}: ${chosen.join(', ')}`];
  });
  const parts = [
    `${rangeLabel(query)} (${zone})`,
    ...(filters.length === 0 ? ['all sessions'] : filters),
    ...(scopeOf(query).get('compare') === 'before' ? ['against the period before'] : []),
  ];
  return <p className="hidden print:block">{parts.join(' · ')}</p>;
}
