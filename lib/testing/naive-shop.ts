import { PRODUCTS } from '@/lib/catalog/catalog';
import { DAY_MS } from '@/lib/common/clock';
import { createRng } from '@/lib/common/rng';
import { formatUuidV7 } from '@/lib/common/uuid';
import { storedEvent } from './lake-events';

/**
 * A shop as generators mostly make it: one kind of visitor who forgets everything at once, leaves with
 * the same chance after every page, waits by the exponential, and likes all products alike.
 */
export function naiveShop(sessions: number, from: number, days: number, seed: number): string[] {
  const rng = createRng(seed);
  const lines: string[] = [];
  const idAt = (ms: number) =>
    formatUuidV7(
      ms,
      Uint8Array.from({ length: 16 }, () => Math.floor(rng() * 256)),
    );
  for (let n = 0; n < sessions; n++) {
    let at = Math.floor(from + rng() * days * DAY_MS);
    const shared = {
      session_id: idAt(at),
      user_id: `u${n}`,
      device_type: rng() < 0.6 ? 'mobile' : 'desktop',
      referrer_url: rng() < 0.4 ? 'https://www.google.com/' : null,
      location: rng() < 0.5 ? 'IE' : 'DE',
      browser: rng() < 0.6 ? 'Chrome' : 'Safari',
    } as const;
    do {
      const product = PRODUCTS[Math.floor(rng() * PRODUCTS.length)];
      const lot = rng();
      const event_type = lot < 0.92 ? 'view' : lot < 0.98 ? 'add_to_cart' : 'purchase';
      const bought = event_type === 'purchase' && {
        order_id: idAt(at),
        quantity: 1,
        unit_price: 20,
      };
      lines.push(
        JSON.stringify({
          ...storedEvent(0, { event_ms: at }),
          ...shared,
          ...bought,
          event_id: idAt(at),
          event_type,
          page: 'product',
          product_id: product?.id ?? null,
        }),
      );
      at += Math.ceil(-Math.log(1 - rng()) * 60_000);
    } while (rng() < 0.82);
  }
  return lines;
}
