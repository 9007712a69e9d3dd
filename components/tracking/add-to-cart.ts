import { measurement } from './measurement';

/** Tells the tracker that units of a product went into the cart; does nothing without consent. */
export function trackAddToCart(productId: string, quantity: number): void {
  measurement().tracker()?.capture({ event_type: 'add_to_cart', product_id: productId, quantity });
}
