import { COLUMNS, type ColumnName } from '@/lib/events/columns';
import type { ClickstreamEvent } from '@/lib/events/event';

/** Minted anew each time; the same for whoever shares them, under whatever name. */
const MINTED: readonly ColumnName[] = ['user_id', 'session_id', 'tab_id', 'order_id'];
/** When, by whom and in which run. */
const ASIDE: ReadonlySet<ColumnName> = new Set<ColumnName>([
  'event_id',
  'timestamp',
  'event_ms',
  'received_at',
  'actor',
  'run_id',
]);

export type Comparable = Readonly<Partial<Record<ColumnName, unknown>>>;

/**
 * Events with their minted ids renamed in order of appearance: two streams that say the same are then
 * equal, and times, actor and run are set aside.
 */
export function comparable(events: readonly ClickstreamEvent[]): readonly Comparable[] {
  const names = new Map<string, string>();
  const rename = (column: ColumnName, id: unknown) => {
    if (typeof id !== 'string') return undefined;
    const key = `${column} ${id}`;
    const known = names.get(key);
    if (known) return known;
    const inColumn = [...names.keys()].filter((other) => other.startsWith(`${column} `));
    const name = `${column} ${inColumn.length + 1}`;
    names.set(key, name);
    return name;
  };
  return events.map((event) =>
    Object.fromEntries(
      COLUMNS.map(({ name }) => name)
        .filter((name) => !ASIDE.has(name) && event[name] !== undefined)
        .map((name) => [name, MINTED.includes(name) ? rename(name, event[name]) : event[name]]),
    ),
  );
}
