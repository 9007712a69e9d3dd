import type { Cents } from '@/lib/common/money';
import type { CategoryId } from './categories';
import type { ToneId } from './tones';

/** Paths of one picture: transparent squares of 320 and 640 pixels. */
export interface Picture {
  readonly small: string;
  readonly large: string;
}

/** One thing on sale: an object in one tone. */
export interface Product {
  readonly id: string;
  /** Shared by all colourways of the same object. */
  readonly object: string;
  readonly name: string;
  readonly tone: ToneId;
  /** The tone as the shop writes it. */
  readonly tone_label: string;
  readonly category: CategoryId;
  readonly price_cents: Cents;
  readonly description: string;
  readonly size: string;
  readonly material: string;
  readonly picture: Picture;
}

/** What a cart, a checkout and a confirmation show of a product: small enough to send all of them. */
export type ShelfItem = Pick<Product, 'id' | 'name' | 'tone_label' | 'price_cents'> & {
  readonly picture: string;
};
