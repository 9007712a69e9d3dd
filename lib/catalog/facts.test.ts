import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { PRODUCTS } from './catalog';
import { CATALOG_DATE, factsOf } from './facts';
import type { BadgeId } from './product';
import type { Stars } from './ratings';
import { ratingHistogramOf, reviewsOf } from './reviews';

const STARS: readonly Stars[] = [1, 2, 3, 4, 5];

const shareOf = (badge: BadgeId) =>
  PRODUCTS.filter(({ badges }) => badges.includes(badge)).length / PRODUCTS.length;

describe('facts', () => {
  test('rank every product once', () => {
    const ranks = PRODUCTS.map(({ popularity }) => popularity).sort((a, b) => a - b);
    expect(ranks).toEqual(PRODUCTS.map((_, index) => index + 1));
  });

  test('ask a former price above the price, the same for all tones', () => {
    for (const { compare_at_cents, price_cents } of PRODUCTS) {
      if (compare_at_cents === null) continue;
      expect(compare_at_cents).toBeGreaterThan(price_cents * 1.1);
      expect(compare_at_cents).toBeLessThan(price_cents * 1.6);
    }
    const perObject = new Set(PRODUCTS.map((p) => `${p.object} ${p.compare_at_cents}`));
    expect(perObject.size).toBe(new Set(PRODUCTS.map(({ object }) => object)).size);
  });

  test('carry the badges that stock, date, offer and rating give', () => {
    for (const { badges, stock, compare_at_cents, rating, added_on } of PRODUCTS) {
      expect(badges.includes('sold_out')).toBe(stock === 0);
      expect(badges.includes('last_few')).toBe(stock > 0 && stock <= 5);
      expect(badges.includes('offer')).toBe(compare_at_cents !== null);
      if (badges.includes('loved')) expect(rating?.average).toBeGreaterThanOrEqual(4.6);
      expect(added_on <= CATALOG_DATE).toBe(true);
      expect(added_on).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  test.each([
    ['sold_out', 0.015, 0.05],
    ['last_few', 0.04, 0.1],
    ['new', 0.03, 0.09],
    ['offer', 0.05, 0.11],
    ['loved', 0.04, 0.2],
  ] as const)('give the badge %s to between %d and %d of the shop', (badge, least, most) => {
    expect(shareOf(badge)).toBeGreaterThanOrEqual(least);
    expect(shareOf(badge)).toBeLessThanOrEqual(most);
  });
});

test('facts and reviews are the same on every machine', () => {
  const objects = ['teapot', 'coat', 'honey-pot', 'bicycle', 'die', 'sofa'];
  const told = PRODUCTS.filter(({ object }) => objects.includes(object)).map((product) => [
    factsOf(product.id, product.object, 5000),
    ratingHistogramOf(product),
    reviewsOf(product),
  ]);
  const hash = createHash('sha256').update(JSON.stringify(told)).digest('hex');
  expect(hash.slice(0, 16)).toBe('aa8ee5d736a70217');
});

describe('ratings', () => {
  test('are the mean and the number of their histogram', () => {
    for (const product of PRODUCTS) {
      const histogram = ratingHistogramOf(product);
      const count = STARS.reduce((sum, stars) => sum + histogram[stars], 0);
      const sum = STARS.reduce((total, stars) => total + stars * histogram[stars], 0);
      if (product.rating === null) expect(count).toBe(0);
      else {
        const average = Math.round((sum / count) * 10) / 10;
        expect(product.rating).toEqual({ average, count });
      }
    }
  });

  test('are mostly kind, not all alike, and missing here and there', () => {
    const averages = PRODUCTS.flatMap(({ rating }) => rating?.average ?? []);
    const mean = averages.reduce((sum, average) => sum + average, 0) / averages.length;
    expect(mean).toBeGreaterThan(4);
    expect(mean).toBeLessThan(4.6);
    expect(averages.length).toBeLessThan(PRODUCTS.length);
    expect(averages.length).toBeGreaterThan(0.85 * PRODUCTS.length);
  });
});

describe('reviews', () => {
  test('are among the ratings, newest first, within the time on sale', () => {
    for (const product of PRODUCTS) {
      const reviews = reviewsOf(product);
      const histogram = ratingHistogramOf(product);
      expect(reviews.length).toBe(Math.min(6, product.rating?.count ?? 0));
      for (const stars of STARS) {
        const shown = reviews.filter(({ rating }) => rating === stars).length;
        expect(shown).toBeLessThanOrEqual(histogram[stars]);
      }
      const days = reviews.map(({ on }) => on);
      expect(days).toEqual([...days].sort().reverse());
      expect(days.every((on) => on >= product.added_on && on <= CATALOG_DATE)).toBe(true);
    }
  });

  test('repeat no sentence, title or author on one product', () => {
    for (const product of PRODUCTS) {
      const reviews = reviewsOf(product);
      const said = reviews.flatMap(({ author, title, text }) => [
        author,
        title,
        ...text.split(/(?<=\.) /),
      ]);
      expect(new Set(said).size).toBe(said.length);
    }
  });

  test('speak of long use only where there was time for it', () => {
    const early = PRODUCTS.flatMap((product) =>
      reviewsOf(product).filter(
        ({ on, text }) =>
          /\b(years?|winter)\b/.test(text.split('. ')[0] ?? '') &&
          Date.parse(on) - Date.parse(product.added_on) < 365 * 24 * 60 * 60 * 1000,
      ),
    );
    expect(early).toEqual([]);
  });

  test('are the same however often they are asked for', () => {
    for (const product of PRODUCTS.slice(0, 20)) {
      expect(reviewsOf({ ...product })).toEqual(reviewsOf(product));
    }
  });
});
