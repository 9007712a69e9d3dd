import { createHash } from 'node:crypto';
import { formatUuidV7, uuidV7Time } from '@/lib/common/uuid';

/**
 * A purchase line's event id keeps order_id's time bits; the rest is SHA-256 of order and product.
 * A retry of the order therefore gives the very same events. Server only.
 */
export function purchaseEventId(orderId: string, productId: string): string {
  const hash = createHash('sha256').update(`${orderId}\n${productId}`).digest();
  return formatUuidV7(uuidV7Time(orderId), hash);
}
