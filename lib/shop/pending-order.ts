import { MINUTE_MS } from '@/lib/common/clock';
import { isUuidV7, uuidV7Time } from '@/lib/common/uuid';
import type { OrderLine } from './order';

/** An order that was sent or is about to be: its id is used again for the same lines only. */
export interface PendingOrder {
  readonly order_id: string;
  /** The lines it was minted for, as text. */
  readonly lines: string;
}

/** After this long the same lines are a new wish and not a second try. */
const RETRY_MS = 30 * MINUTE_MS;

/** The id to send these lines with: the pending one where it was minted for them, else a new one. */
export function pendingOrderFor(
  pending: PendingOrder | null,
  lines: readonly OrderLine[],
  mint: () => string,
  now: number,
): PendingOrder {
  const text = linesText(lines);
  const again = pending?.lines === text && now - uuidV7Time(pending.order_id) < RETRY_MS;
  return again ? pending : { order_id: mint(), lines: text };
}

/** Reads what storage kept; anything else than a pending order is none. */
export function parsePendingOrder(stored: string | null): PendingOrder | null {
  if (stored === null) return null;
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== 'object' || value === null) return null;
    const { order_id, lines } = value as Partial<Record<keyof PendingOrder, unknown>>;
    const whole = typeof order_id === 'string' && isUuidV7(order_id) && typeof lines === 'string';
    return whole ? { order_id, lines } : null;
  } catch {
    return null;
  }
}

function linesText(lines: readonly OrderLine[]): string {
  return JSON.stringify(lines.map(({ product_id, quantity }) => [product_id, quantity]));
}
