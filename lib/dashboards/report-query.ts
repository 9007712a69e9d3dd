import { isTimeRange, resolveRange, TIME_RANGES } from './time-range';

export type ReportQuery =
  | { readonly ok: true; readonly parameters: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly fields: readonly string[]; readonly message: string };

const INTEGER = /^-?\d{1,15}$/;

/**
 * A report's parameters from a query string: integers become numbers, and `range` stands for the
 * from_ms and to_ms it means now, by the server's clock.
 */
export function readReportQuery(query: URLSearchParams, now: number): ReportQuery {
  const { range, ...given } = Object.fromEntries(query);
  const parameters = Object.fromEntries(
    Object.entries(given).map(([name, text]) => [name, INTEGER.test(text) ? Number(text) : text]),
  );
  if (range === undefined) return { ok: true, parameters };
  if (isTimeRange(range))
    return { ok: true, parameters: { ...parameters, ...resolveRange(range, now) } };
  const known = Object.keys(TIME_RANGES).join(', ');
  return { ok: false, fields: ['range'], message: `range: must be one of ${known}` };
}
