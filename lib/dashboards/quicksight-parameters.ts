import { toIso } from '@/lib/common/clock';
import { FILTERS, type FilterName, filterValues, type Query, scopeOf, zoneOf } from './scope-query';
import { isTimeRange, resolveRange } from './time-range';

/** As QuickSight’s dashboards declare them, by the filter each stands for. */
export const QUICKSIGHT_PARAMETERS = {
  DeviceType: 'device_type',
  Actor: 'actor',
  UserType: 'user_type',
  Channel: 'channel',
  Category: 'category',
  Country: 'country',
} as const satisfies Readonly<Record<string, FilterName>>;

type ParameterName = keyof typeof QUICKSIGHT_PARAMETERS;
const NAMES = Object.keys(QUICKSIGHT_PARAMETERS) as ParameterName[];

/** What QuickSight calls a parameter that narrows nothing. */
const ALL = 'ALL_VALUES';
const ALL_IN_ADDRESS = '[ALL_VALUES]';

export interface FrameParameter {
  readonly Name: string;
  readonly Values: string[];
}

/**
 * The page’s stretch of time and filters as QuickSight’s parameters, every one of them. A stretch that
 * ends now ends at the moment that is given.
 */
export function parametersOf(query: Query, now: number): FrameParameter[] {
  return [...timeOf(query, now), ...filtersIn(query)];
}

/** Times of QuickSight have no zone; ours are UTC, as its data sets are. */
function timeOf(query: Query, now: number): FrameParameter[] {
  const scope = scopeOf(query);
  const range = scope.get('range');
  const { from_ms, to_ms } = isTimeRange(range)
    ? resolveRange(range, now, zoneOf(query))
    : { from_ms: Number(scope.get('from_ms')), to_ms: Number(scope.get('to_ms')) };
  const text = (ms: number) => [toIso(ms).slice(0, 19)];
  return [
    { Name: 'From', Values: text(from_ms) },
    { Name: 'To', Values: text(to_ms) },
  ];
}

function filtersIn(query: Query): FrameParameter[] {
  return NAMES.map((Name) => {
    const values = filterValues(query, QUICKSIGHT_PARAMETERS[Name]);
    return { Name, Values: values.length > 0 ? [...values] : [ALL] };
  });
}

/** Those that differ, to be set in a frame that is open. */
export function changedParameters(
  before: readonly FrameParameter[],
  now: readonly FrameParameter[],
): FrameParameter[] {
  return now.filter(({ Name, Values }) => {
    const known = before.find((one) => one.Name === Name);
    return !known || sorted(known.Values) !== sorted(Values);
  });
}

const sorted = (values: readonly string[]): string => JSON.stringify([...values].sort());

/**
 * What somebody chose inside the frame, as values of the page’s address. Whatever a message holds
 * besides is left out: any page could send one.
 */
export function filtersOf(message: unknown): Readonly<Record<string, string>> {
  const changed = (message as { changedParameters?: unknown } | null)?.changedParameters;
  if (!Array.isArray(changed)) return {};
  const filters: Record<string, string> = {};
  for (const parameter of changed as readonly unknown[]) {
    const { Name, Values } = (parameter ?? {}) as { Name?: unknown; Values?: unknown };
    const name = NAMES.find((one) => one === Name);
    if (!name) continue;
    const filter = QUICKSIGHT_PARAMETERS[name];
    const texts = [Values].flat().filter((value) => typeof value === 'string');
    const all = texts.includes(ALL) || texts.includes(ALL_IN_ADDRESS);
    filters[filter] = all ? '' : texts.filter((text) => isValue(filter, text)).join(',');
  }
  return filters;
}

function isValue(filter: FilterName, text: string): boolean {
  const { values } = FILTERS[filter];
  return values ? values.some(({ value }) => value === text) : /^[A-Za-z0-9-]{1,16}$/.test(text);
}
