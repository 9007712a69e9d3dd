import { sessionByPassword } from '@/e2e/fixtures/session';
import type { ClickstreamEvent } from '@/lib/events/event';

const COUNTED = ['events', 'views', 'clicks', 'add_to_carts', 'purchase_lines'] as const;
export type EngineCounts = Readonly<Record<(typeof COUNTED)[number], number>>;

/** What the server's own engine counts, asked as the admin's overview does. */
export async function askEngine(url: string, password: string): Promise<EngineCounts> {
  const cookie = await sessionByPassword(url, 'admin', password);
  const to = Date.now() + 60_000;
  const range = `from_ms=${to - 24 * 60 * 60 * 1000}&to_ms=${to}`;
  const response = await fetch(`${url}/api/admin/reports/overview?${range}`, {
    headers: { cookie },
  });
  const report = await response.json();
  if (!response.ok) throw new Error(`the overview answered ${JSON.stringify(report)}`);
  const all = report.rows.find(
    (row: { period: string; actor: string }) => row.period === 'current' && row.actor === 'all',
  );
  return counted((name) => all[name]);
}

/** The same, counted here from the lines of the lake: each event once. */
export function countLines(lines: readonly string[]): EngineCounts {
  const types = new Map<string, string>();
  for (const line of lines) {
    let event: ClickstreamEvent;
    try {
      event = JSON.parse(line);
    } catch {
      continue; // A torn tail.
    }
    types.set(event.event_id, event.event_type);
  }
  const all = [...types.values()];
  const of = (type: string) => all.filter((one) => one === type).length;
  return {
    events: all.length,
    views: of('view'),
    clicks: of('click'),
    add_to_carts: of('add_to_cart'),
    purchase_lines: of('purchase'),
  };
}

function counted(of: (name: (typeof COUNTED)[number]) => number): EngineCounts {
  return Object.fromEntries(COUNTED.map((name) => [name, of(name)])) as EngineCounts;
}
