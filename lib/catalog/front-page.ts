import { colourwaysOf, PRODUCTS, productById } from './catalog';
import type { Product } from './product';

/** What stands on the home page, in the order of its places: the page shows it, plans click on it. */
export interface FrontPage {
  /** The one in the window. */
  readonly window: Product;
  /** Put on the counter by hand. */
  readonly counter: readonly Product[];
  readonly offers: readonly Product[];
  /** Those with a story. */
  readonly stories: readonly [Product, Product];
  /** One object in several tones. */
  readonly tones: readonly Product[];
  readonly arrivals: readonly Product[];
  readonly cheap: readonly Product[];
}

const COUNTER = [
  'umbrella-plum',
  'alarm-clock-fjord',
  'suitcase-clay',
  'plant-natural',
  'telephone-straw',
  'sneaker-sage',
  'teddy-natural',
  'mixing-bowl-sage',
  'guitar-clay',
];
/** Tones in the band, as its title says. */
const MINDS = 4;
const CHEAP_CENTS = 2000;
const PRICE_LIST_LENGTH = 10;
const OFFERS = 5;
const ARRIVALS = 8;

export function frontPage(): FrontPage {
  const sold = PRODUCTS.filter(({ stock }) => stock > 0);
  const oneEach = sold.filter((product) => colourwaysOf(product)[0] === product);
  const newest = [...sold].sort(
    (a, b) => b.added_on.localeCompare(a.added_on) || a.popularity - b.popularity,
  );
  return {
    window: pick('teapot-clay'),
    counter: COUNTER.map(pick).filter((product) => sold.includes(product)),
    offers: oneEach
      .filter(({ compare_at_cents }) => compare_at_cents !== null)
      .sort((a, b) => a.popularity - b.popularity)
      .slice(0, OFFERS),
    stories: [pick('coat-straw'), pick('radio-sage')],
    tones: colourwaysOf(pick('backpack-clay')).slice(0, MINDS),
    arrivals: newest.slice(0, ARRIVALS),
    cheap: oneEach
      .filter(({ price_cents }) => price_cents < CHEAP_CENTS)
      .sort((a, b) => a.price_cents - b.price_cents)
      .slice(0, PRICE_LIST_LENGTH),
  };
}

function pick(id: string): Product {
  const product = productById(id);
  if (!product) throw new Error(`the home page shows ${id}, which the catalogue does not have`);
  return product;
}
