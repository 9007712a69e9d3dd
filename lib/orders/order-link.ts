import { createHmac, timingSafeEqual } from 'node:crypto';
import { isUuidV7 } from '@/lib/common/uuid';
import type { OrderLine } from '@/lib/shop/order';

const MAX_TOKEN_CHARS = 8_192;

function sign(payload: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`order-link:${payload}`).digest();
}

/** An order's link token: its id and lines, signed. It is the order; nothing else is kept of it. */
export function signOrderLink(
  orderId: string,
  lines: readonly OrderLine[],
  secret: string,
): string {
  const pairs = lines.map(({ product_id, quantity }) => [product_id, quantity]);
  const payload = Buffer.from(JSON.stringify([orderId, pairs])).toString('base64url');
  return `${payload}.${sign(payload, secret).toString('base64url')}`;
}

/** What the link was signed over, or null where it was not signed by us. */
export function readOrderLink(
  token: string,
  secret: string,
): { orderId: string; lines: OrderLine[] } | null {
  if (token.length > MAX_TOKEN_CHARS) return null;
  const [payload, signature, ...more] = token.split('.');
  if (!payload || !signature || more.length > 0) return null;
  const expected = sign(payload, secret);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [orderId, pairs] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
    string,
    [string, number][],
  ];
  if (!isUuidV7(orderId)) return null;
  return { orderId, lines: pairs.map(([product_id, quantity]) => ({ product_id, quantity })) };
}
