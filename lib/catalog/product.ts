import type { Cents } from '@/lib/common/money';
import type { CategoryId } from './categories';
import type { DepartmentId } from './departments';
import type { ToneId } from './tones';

/** Paths of one picture: transparent squares of 320 and 640 pixels. */
export interface Picture {
  readonly small: string;
  readonly large: string;
}

export interface Rating {
  /** 1 to 5 stars, one decimal: the mean of all ratings, rounded. */
  readonly average: number;
  readonly count: number;
}

/** In the order they are shown, if a product has several. */
export const BADGES = ['sold_out', 'last_few', 'new', 'offer', 'loved'] as const;

export type BadgeId = (typeof BADGES)[number];

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
  readonly department: DepartmentId;
  readonly price_cents: Cents;
  /** What it cost before, for the few on offer; always more than the price. */
  readonly compare_at_cents: Cents | null;
  readonly description: string;
  readonly size: string;
  readonly material: string;
  readonly picture: Picture;
  /** Null until somebody has rated it. */
  readonly rating: Rating | null;
  /** Units on the shelf; 0 is sold out. */
  readonly stock: number;
  readonly badges: readonly BadgeId[];
  /** Rank within the shop, 1 sells best; every rank is taken once. */
  readonly popularity: number;
  /** ISO date, never after CATALOG_DATE. */
  readonly added_on: string;
}

/** What tells it from its other colourways: `Kitchen chair, sage`. */
export function productTitle({ name, tone, tone_label }: Product): string {
  return tone === 'natural' ? name : `${name}, ${tone_label.toLowerCase()}`;
}
