/** One line of the live stream, as much of it as is shown. */
export interface LiveRow {
  /** Counts up by one; a stream may bring one event twice. */
  readonly key: number;
  readonly stream: 'events' | 'failed';
  /** When this page heard of it, epoch milliseconds. */
  readonly heardAtMs: number;
  readonly event_id: string | null;
  readonly event_type: string | null;
  readonly actor: string | null;
  readonly page: string | null;
  readonly page_url: string | null;
  readonly product_id: string | null;
  readonly session_id: string | null;
  /** Why it failed. */
  readonly reason: string | null;
}

/** What came lately: the newest first, and how many in each of the last seconds. */
export interface LiveFeed {
  readonly rows: readonly LiveRow[];
  readonly heard: number;
  /** Lost because this page was too slow. */
  readonly missed: number;
}

export interface LiveFilter {
  readonly type: string | null;
  readonly actor: string | null;
  /** Part of any text that is shown. */
  readonly text: string;
}

/** Rows kept; older ones are in the lake. */
export const MOST_ROWS = 500;
export const RATE_SECONDS = 60;
export const EMPTY_FEED: LiveFeed = { rows: [], heard: 0, missed: 0 };

/** @param lines data of the stream's messages, oldest first; what is no JSON object counts as missed */
export function addLines(
  feed: LiveFeed,
  lines: readonly { readonly stream: LiveRow['stream']; readonly data: string }[],
  now: number,
): LiveFeed {
  let { heard, missed } = feed;
  const added: LiveRow[] = [];
  for (const { stream, data } of lines) {
    const value = objectOf(data);
    if (!value) {
      missed += 1;
      continue;
    }
    const text = (name: string) => (typeof value[name] === 'string' ? value[name] : null);
    heard += 1;
    added.push({
      key: heard,
      stream,
      heardAtMs: now,
      event_id: text('event_id'),
      event_type: text('event_type'),
      actor: text('actor'),
      page: text('page'),
      page_url: text('page_url'),
      product_id: text('product_id'),
      session_id: text('session_id'),
      reason: text('reason'),
    });
  }
  return { rows: [...added.reverse(), ...feed.rows].slice(0, MOST_ROWS), heard, missed };
}

export function matches(row: LiveRow, { type, actor, text }: LiveFilter): boolean {
  if (type !== null && (row.stream === 'failed' ? 'failed' : row.event_type) !== type) return false;
  if (actor !== null && row.actor !== actor) return false;
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  const { event_id, page, page_url, product_id, session_id, reason } = row;
  return [event_id, page, page_url, product_id, session_id, reason].some((part) =>
    part?.toLowerCase().includes(wanted),
  );
}

/** How many of the kept rows came in each of the last seconds, the oldest second first. */
export function perSecond(rows: readonly LiveRow[], now: number): readonly number[] {
  const counts = Array<number>(RATE_SECONDS).fill(0);
  for (const { heardAtMs } of rows) {
    const ago = Math.floor((now - heardAtMs) / 1_000);
    const at = RATE_SECONDS - 1 - ago;
    if (at >= 0 && at < RATE_SECONDS) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** Where in the shop they happened, the busiest kind of page first. */
export function byPage(rows: readonly LiveRow[]): readonly { page: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { page, stream } of rows) {
    const where = stream === 'failed' ? 'failed' : (page ?? 'unknown');
    counts.set(where, (counts.get(where) ?? 0) + 1);
  }
  return [...counts]
    .map(([page, count]) => ({ page, count }))
    .sort((a, b) => b.count - a.count || a.page.localeCompare(b.page));
}

function objectOf(data: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null; // The caller counts it.
  }
}
