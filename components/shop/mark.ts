import type { ElementName } from '@/lib/events/vocabulary';

export interface MarkPlace {
  /** Place in its list, from 1. */
  readonly position?: number;
  readonly productId?: string;
}

/** The attributes by which the tracker knows what was clicked; typed, so that a typo does not build. */
export function mark(element: ElementName, { position, productId }: MarkPlace = {}) {
  return {
    'data-element': element,
    'data-position': position,
    'data-product-id': productId,
  };
}
