import sharp from 'sharp';
import { expect, test } from 'vitest';
import { PRODUCTS } from './catalog';
import { CATEGORIES } from './categories';
import { DEPARTMENTS } from './departments';
import { CARD_HEIGHT, CARD_WIDTH, drawShareCard, shareCards } from './share-card';

test('the shop, every category and every product have a card with something on it', () => {
  const cards = shareCards();
  expect(cards).toHaveLength(1 + DEPARTMENTS.length + CATEGORIES.length + PRODUCTS.length);
  expect(new Set(cards.map(({ path }) => path)).size).toBe(cards.length);
  expect(cards.filter(({ products }) => products.length === 0)).toEqual([]);
  expect(cards[0]).toMatchObject({ path: 'shop', products: { length: 3 } });
});

test('a card is a JPEG of the size that is promised, with its pictures on paper', async () => {
  const [shop, ...others] = shareCards();
  const product = others.find(({ path }) => path.startsWith('product/'));
  for (const card of [shop, product]) {
    const jpeg = await drawShareCard(card?.products ?? [], 'public');
    const { format, width, height } = await sharp(jpeg).metadata();
    expect([format, width, height]).toEqual(['jpeg', CARD_WIDTH, CARD_HEIGHT]);
    const { channels } = await sharp(jpeg).stats();
    // Paper alone would be one colour.
    expect(Math.min(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(5);
    const pixels = await sharp(jpeg).raw().toBuffer();
    // #f4f3f0, as near as JPEG comes to it.
    expect([...pixels.subarray(0, 2)]).toEqual([244, 243]);
  }
});

test('no card of nothing', async () => {
  await expect(drawShareCard([], 'public')).rejects.toThrow('at least one product');
});
