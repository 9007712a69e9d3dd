import { z } from 'zod';
import type { Cents } from '@/lib/common/money';
import { readSignedJson, signJson } from '@/lib/common/signed-json';
import type { OrderLine } from '@/lib/shop/order';

const PURPOSE = 'order-link';
const MAX_TOKEN_CHARS = 8_192;

/** A line that was sold at another price than the catalogue's keeps that price. */
export interface QuotedLine extends OrderLine {
  readonly unit_price_cents?: Cents;
}

const lineRule = z.union([
  z.tuple([z.string(), z.number()]),
  z.tuple([z.string(), z.number(), z.number()]),
]);
const linkRule = z.tuple([z.string(), z.array(lineRule)]);

/** An order's link token: its id and lines, signed. It is the order; nothing else is kept of it. */
export function signOrderLink(
  orderId: string,
  lines: readonly QuotedLine[],
  secret: string,
): string {
  const parts = lines.map(({ product_id, quantity, unit_price_cents }) =>
    unit_price_cents === undefined
      ? [product_id, quantity]
      : [product_id, quantity, unit_price_cents],
  );
  return signJson([orderId, parts], PURPOSE, secret);
}

/** What the link was signed over, or null where it was not signed by us. */
export function readOrderLink(
  token: string,
  secret: string,
): { orderId: string; lines: QuotedLine[] } | null {
  const link = linkRule.safeParse(readSignedJson(token, PURPOSE, secret, MAX_TOKEN_CHARS));
  if (!link.success) return null;
  const [orderId, parts] = link.data;
  const lines = parts.map(([product_id, quantity, unit_price_cents]) => ({
    product_id,
    quantity,
    ...(unit_price_cents !== undefined && { unit_price_cents }),
  }));
  return { orderId, lines };
}
