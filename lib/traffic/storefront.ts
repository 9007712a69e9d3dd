import { colourwaysOf, relatedTo } from '@/lib/catalog/catalog';
import { frontPage } from '@/lib/catalog/front-page';
import type { Product } from '@/lib/catalog/product';
import { reviewsOf } from '@/lib/catalog/reviews';
import { type Choice, choiceOf } from './choice';
import { demandFor } from './demand';
import type { Place } from './shelves';

/** As on a product's page. */
const RELATED = 6;
const REVIEWS_SHOWN = 3;

const front = frontPage();
const row = (products: readonly Product[], factor: number) =>
  products.map(
    (product, index) =>
      [{ product, element: 'product_tile', position: index + 1 }, factor] as const,
  );

/** What the home page offers to be clicked: further up, more often. */
export const FRONT_PLACES: Choice<Place> = choiceOf<Place>([
  [{ product: front.window, element: 'hero', position: 1 }, 6],
  ...row(front.counter, 2.5),
  ...row(front.offers, 3),
  ...row(front.stories, 1.5),
  ...row(front.tones, 1),
  ...row(front.arrivals, 1),
  ...row(front.cheap, 0.6),
]);

const RELATED_PLACES = new Map<string, Choice<Place> | null>();

/** The rail below a product: others of its shelf. */
export function relatedPlaces(product: Product): Choice<Place> | null {
  let places = RELATED_PLACES.get(product.id);
  if (places === undefined) {
    const related = relatedTo(product, RELATED).map(
      (other, index) =>
        [
          { product: other, element: 'product_tile', position: index + 1 },
          demandFor(other),
        ] as const,
    );
    places = related.length > 0 ? choiceOf<Place>(related) : null;
    RELATED_PLACES.set(product.id, places);
  }
  return places;
}

const TONE_PLACES = new Map<string, readonly Place[]>();

/** The same object in its other tones. */
export function tonePlaces(product: Product): readonly Place[] {
  let places = TONE_PLACES.get(product.id);
  if (!places) {
    places = colourwaysOf(product)
      .map(
        (other, index): Place => ({
          product: other,
          element: 'colourway',
          position: index + 1,
        }),
      )
      .filter((place) => place.product !== product);
    TONE_PLACES.set(product.id, places);
  }
  return places;
}

const MANY_REVIEWS = new Map<string, boolean>();

/** Whether a product's page keeps reviews behind a button. */
export function hasMoreReviews(product: Product): boolean {
  let more = MANY_REVIEWS.get(product.id);
  if (more === undefined) {
    more = reviewsOf(product).length > REVIEWS_SHOWN;
    MANY_REVIEWS.set(product.id, more);
  }
  return more;
}
