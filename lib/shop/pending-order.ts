import type { OrderLine } from './order';

/** An order that was sent or is about to be: its id is used again for the same lines only. */
export interface PendingOrder {
  readonly order_id: string;
  /** The lines it was minted for, as text. */
  readonly lines: string;
}

/** The id to send these lines with: the pending one where it was minted for them, else a new one. */
export function pendingOrderFor(
  pending: PendingOrder | null,
  lines: readonly OrderLine[],
  mint: () => string,
): PendingOrder {
  const text = linesText(lines);
  return pending?.lines === text ? pending : { order_id: mint(), lines: text };
}

/** Reads what sessionStorage kept; anything else than a pending order is none. */
export function parsePendingOrder(stored: string | null): PendingOrder | null {
  if (stored === null) return null;
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== 'object' || value === null) return null;
    const { order_id, lines } = value as Partial<Record<keyof PendingOrder, unknown>>;
    return typeof order_id === 'string' && typeof lines === 'string' ? { order_id, lines } : null;
  } catch {
    return null;
  }
}

function linesText(lines: readonly OrderLine[]): string {
  return JSON.stringify(lines.map(({ product_id, quantity }) => [product_id, quantity]));
}
