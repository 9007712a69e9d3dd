import { z } from 'zod';
import { readSignedJson, signJson } from '@/lib/common/signed-json';
import type { OrderLine } from '@/lib/shop/order';

const PURPOSE = 'order-link';
const MAX_TOKEN_CHARS = 8_192;

const linkRule = z.tuple([z.string(), z.array(z.tuple([z.string(), z.number()]))]);

/** An order's link token: its id and lines, signed. It is the order; nothing else is kept of it. */
export function signOrderLink(
  orderId: string,
  lines: readonly OrderLine[],
  secret: string,
): string {
  const pairs = lines.map(({ product_id, quantity }) => [product_id, quantity]);
  return signJson([orderId, pairs], PURPOSE, secret);
}

/** What the link was signed over, or null where it was not signed by us. */
export function readOrderLink(
  token: string,
  secret: string,
): { orderId: string; lines: OrderLine[] } | null {
  const link = linkRule.safeParse(readSignedJson(token, PURPOSE, secret, MAX_TOKEN_CHARS));
  if (!link.success) return null;
  const [orderId, pairs] = link.data;
  return { orderId, lines: pairs.map(([product_id, quantity]) => ({ product_id, quantity })) };
}
