import type { Cents } from '@/lib/common/money';

/** What a shopper asks for. */
export interface OrderLine {
  readonly product_id: string;
  readonly quantity: number;
}

/** A line as the server priced it. */
export interface PricedLine extends OrderLine {
  readonly unit_price_cents: Cents;
}

/** A placed order: a pure function of order_id, lines and catalogue, so a retry gives the same one. */
export interface Order {
  readonly order_id: string;
  /** ISO 8601 UTC, the time inside order_id. */
  readonly placed_at: string;
  readonly lines: readonly PricedLine[];
  readonly total_cents: Cents;
  readonly currency: string;
  /** Carries the lines, signed: what /confirmation?order=… is looked up with. No order is stored. */
  readonly token: string;
}

export const MAX_ORDER_LINES = 50;
export const MAX_LINE_QUANTITY = 99;
