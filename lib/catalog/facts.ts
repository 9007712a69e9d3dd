import type { Cents } from '@/lib/common/money';
import { BADGES, type BadgeId, type Product } from './product';
import { drawNormal, drawOne, productRng } from './product-rng';
import { ratingFrom, starsOf } from './ratings';

/**
 * The day the catalogue's facts are true of. A constant and no clock: pages are built once, and the
 * same catalogue must come out of every build.
 */
export const CATALOG_DATE = '2026-11-01';
const OPENED_ON = '2024-03-01';
const DAY_MS = 24 * 60 * 60 * 1000;
/** Days that a product counts as new. */
const NEW_DAYS = 45;
const LAST_FEW = 5;
const LOVED_AVERAGE = 4.6;
const LOVED_COUNT = 30;

const SHARE_NEW = 0.06;
const SHARE_OFFER = 0.08;
const SHARE_SOLD_OUT = 0.03;
const SHARE_LAST_FEW = 0.07;
const DISCOUNTS = [0.15, 0.2, 0.25, 0.3] as const;

/** What is drawn for a product rather than written by hand. */
export type ProductFacts = Pick<
  Product,
  'compare_at_cents' | 'rating' | 'stock' | 'badges' | 'added_on'
>;

/** A pure function of its arguments: the same product has the same facts on every machine. */
export function factsOf(id: string, object: string, price_cents: Cents): ProductFacts {
  const compare_at_cents = formerPrice(object, price_cents);
  const added_on = addedOn(id, object);
  const rating = ratingFrom(starsOf(id, object, daysOnSale(added_on), appeal(id, object)));
  const stock = stockOf(id);
  const holds: Readonly<Record<BadgeId, boolean>> = {
    sold_out: stock === 0,
    last_few: stock > 0 && stock <= LAST_FEW,
    new: daysOnSale(added_on) <= NEW_DAYS,
    offer: compare_at_cents !== null,
    loved: rating !== null && rating.count >= LOVED_COUNT && rating.average >= LOVED_AVERAGE,
  };
  const badges = BADGES.filter((badge) => holds[badge]);
  return { compare_at_cents, rating, stock, badges, added_on };
}

/** How much a product is wanted: lognormal, most of it the object's, some of it the tone's. */
export function appeal(id: string, object: string): number {
  const shared = drawNormal(productRng(object, 'appeal'));
  const own = drawNormal(productRng(id, 'appeal'));
  return Math.exp(0.85 * shared + 0.45 * own);
}

export function daysOnSale(added_on: string): number {
  return (Date.parse(CATALOG_DATE) - Date.parse(added_on)) / DAY_MS;
}

/** Tones of an object share their price, and so the offer too. */
function formerPrice(object: string, price: Cents): Cents | null {
  const rng = productRng(object, 'offer');
  if (rng() >= SHARE_OFFER) return null;
  const exact = price / (1 - drawOne(rng, DISCOUNTS));
  // Former prices end as prices do here: whole euro from ten up, on fifty cents below.
  const step = exact >= 1000 ? 100 : 50;
  return Math.ceil(exact / step) * step;
}

/** An object arrives in all its tones at once, but for a few that were added since. */
function addedOn(id: string, object: string): string {
  const own = productRng(id, 'added');
  if (own() < SHARE_NEW) return daysBefore(Math.floor(own() * NEW_DAYS) + 1);
  const span = daysOnSale(OPENED_ON) - NEW_DAYS;
  // Half of the shop was there on the first day or soon after.
  const age = 1 - productRng(object, 'added')() ** 1.6;
  return daysBefore(NEW_DAYS + Math.ceil(age * span));
}

function daysBefore(days: number): string {
  return new Date(Date.parse(CATALOG_DATE) - days * DAY_MS).toISOString().slice(0, 10);
}

function stockOf(id: string): number {
  const rng = productRng(id, 'stock');
  const lot = rng();
  if (lot < SHARE_SOLD_OUT) return 0;
  if (lot < SHARE_SOLD_OUT + SHARE_LAST_FEW) return 1 + Math.floor(rng() * LAST_FEW);
  return LAST_FEW + Math.min(240, Math.ceil(Math.exp(3.2 + 0.8 * drawNormal(rng))));
}
