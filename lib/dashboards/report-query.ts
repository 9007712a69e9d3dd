import type { ZodError } from 'zod';
import { PRODUCT_FILTERS, SESSION_FILTERS } from '@/lib/analytics/reports/scope';
import { isTimeRange, resolveRange, TIME_RANGES } from './time-range';
import { knownZone } from './zoned-day';

export type ReportQuery =
  | { readonly ok: true; readonly parameters: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly fields: readonly string[]; readonly message: string };

const INTEGER = /^-?\d{1,15}$/;

/** Parameters that are lists, written with commas between their values. */
const LISTS: ReadonlySet<string> = new Set([...SESSION_FILTERS, ...PRODUCT_FILTERS, 'steps']);

/** Parameters that are texts, also where they look like a number. */
const TEXTS: ReadonlySet<string> = new Set(['search_term', 'campaign', 'referrer_host', 'variant']);

/**
 * A report's parameters from a query string: lists are split, integers become numbers, and `range`
 * stands for the from_ms and to_ms it means now, by the server's clock.
 */
export function readReportQuery(query: URLSearchParams, now: number): ReportQuery {
  const { range, ...given } = Object.fromEntries(query);
  const parameters = Object.fromEntries(
    Object.entries(given).map(([name, text]) => [name, readValue(name, text)]),
  );
  if (range === undefined) return { ok: true, parameters };
  if (isTimeRange(range)) {
    const edges = resolveRange(range, now, knownZone(given.time_zone));
    return { ok: true, parameters: { ...parameters, ...edges } };
  }
  const known = Object.keys(TIME_RANGES).join(', ');
  return { ok: false, fields: ['range'], message: `range: must be one of ${known}` };
}

/** What is wrong with parameters that a report refused: their names, and why in words. */
export function wrongParameters({ issues }: ZodError): {
  readonly fields: readonly string[];
  readonly message: string;
} {
  const named = issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [[issue.path.join('.'), issue.message] as const];
    return issue.keys.map((name) => [name, 'is not a parameter of this report'] as const);
  });
  return {
    fields: [...new Set(named.map(([name]) => name))],
    message: named.map(([name, why]) => `${name}: ${why}`).join('; '),
  };
}

function readValue(name: string, text: string): string | number | readonly string[] {
  if (LISTS.has(name)) return text.split(',').filter((value) => value !== '');
  return INTEGER.test(text) && !TEXTS.has(name) ? Number(text) : text;
}
