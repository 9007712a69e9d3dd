import { describe, expect, test } from 'vitest';
import { type Cart, countUnits, EMPTY_CART, parseCart, reduceCart, totalOf, unitsOf } from './cart';
import { MAX_ORDER_LINES } from './order';

const CART: Cart = [
  { product_id: 'teapot-clay', quantity: 2 },
  { product_id: 'scarf-plum', quantity: 1 },
];

describe('adding', () => {
  test('puts a new product at the end', () => {
    expect(reduceCart(CART, { type: 'add', product_id: 'kite-natural', quantity: 3 })).toEqual([
      ...CART,
      { product_id: 'kite-natural', quantity: 3 },
    ]);
  });

  test('raises the units of a product that is there', () => {
    const cart = reduceCart(CART, { type: 'add', product_id: 'teapot-clay', quantity: 3 });
    expect(cart).toEqual([{ product_id: 'teapot-clay', quantity: 5 }, CART[1]]);
    expect(CART[0]?.quantity).toBe(2);
  });

  test('stops at 99 units of one product', () => {
    const full = reduceCart(CART, { type: 'add', product_id: 'teapot-clay', quantity: 98 });
    expect(unitsOf(full, 'teapot-clay')).toBe(99);
    expect(reduceCart(full, { type: 'add', product_id: 'teapot-clay', quantity: 1 })).toBe(full);
  });

  test('refuses the line after the last that an order may have', () => {
    const full = Array.from({ length: MAX_ORDER_LINES }, (_, i) => ({
      product_id: `thing-${i}`,
      quantity: 1,
    }));
    expect(reduceCart(full, { type: 'add', product_id: 'kite-natural', quantity: 1 })).toBe(full);
    const raised = reduceCart(full, { type: 'add', product_id: 'thing-7', quantity: 1 });
    expect(unitsOf(raised, 'thing-7')).toBe(2);
  });

  test('ignores what is no whole number', () => {
    expect(reduceCart(CART, { type: 'add', product_id: 'teapot-clay', quantity: 0.5 })).toBe(CART);
    expect(reduceCart(CART, { type: 'add', product_id: 'teapot-clay', quantity: NaN })).toBe(CART);
  });
});

describe('setting the quantity', () => {
  test.each([
    [7, 7],
    [0, 1],
    [-4, 1],
    [99, 99],
    [100, 99],
  ])('%i becomes %i', (quantity, expected) => {
    const cart = reduceCart(CART, { type: 'set', product_id: 'teapot-clay', quantity });
    expect(unitsOf(cart, 'teapot-clay')).toBe(expected);
    expect(unitsOf(cart, 'scarf-plum')).toBe(1);
  });

  test('leaves the cart as it is where nothing changes or the product is not in it', () => {
    expect(reduceCart(CART, { type: 'set', product_id: 'teapot-clay', quantity: 2 })).toBe(CART);
    expect(reduceCart(CART, { type: 'set', product_id: 'kite-natural', quantity: 2 })).toBe(CART);
  });
});

describe('removing', () => {
  test('takes one product out', () => {
    expect(reduceCart(CART, { type: 'remove', product_id: 'teapot-clay' })).toEqual([CART[1]]);
    expect(reduceCart(CART, { type: 'remove', product_id: 'kite-natural' })).toBe(CART);
  });

  test('drops products the catalogue does not know', () => {
    const isKnown = (id: string) => id === 'scarf-plum';
    expect(reduceCart(CART, { type: 'keep_known', isKnown })).toEqual([CART[1]]);
    expect(reduceCart(CART, { type: 'keep_known', isKnown: () => true })).toBe(CART);
  });

  test('clears everything', () => {
    expect(reduceCart(CART, { type: 'clear' })).toEqual([]);
    expect(reduceCart(EMPTY_CART, { type: 'clear' })).toBe(EMPTY_CART);
  });
});

test('units and totals are exact', () => {
  expect(countUnits(CART)).toBe(3);
  expect(countUnits(EMPTY_CART)).toBe(0);
  expect(
    totalOf([
      { quantity: 3, price_cents: 1010 },
      { quantity: 99, price_cents: 29 },
    ]),
  ).toBe(3030 + 2871);
  expect(totalOf([])).toBe(0);
});

describe('a stored cart', () => {
  test('comes back as it was', () => {
    expect(parseCart(JSON.stringify(CART))).toEqual(CART);
    expect(parseCart(null)).toEqual([]);
  });

  test('keeps nothing but id, quantity and the price it went in at', () => {
    const stored = '[{"product_id":"a","quantity":1,"price_cents":1,"name":"Pot","total":1}]';
    expect(parseCart(stored)).toEqual([{ product_id: 'a', quantity: 1, price_cents: 1 }]);
  });

  test.each([
    ['half a text', '[{"product_id":"teapot'],
    ['no list', '{"product_id":"a","quantity":1}'],
    ['null', 'null'],
    ['a number', '7'],
    ['a null line', '[null]'],
    ['a quantity of nothing', '[{"product_id":"a","quantity":0}]'],
    ['a negative quantity', '[{"product_id":"a","quantity":-1}]'],
    ['a fraction', '[{"product_id":"a","quantity":1.5}]'],
    ['a text for a quantity', '[{"product_id":"a","quantity":"2"}]'],
    ['too many units', '[{"product_id":"a","quantity":100}]'],
    ['a number for an id', '[{"product_id":4,"quantity":1}]'],
    ['an empty id', '[{"product_id":"","quantity":1}]'],
    ['a product twice', '[{"product_id":"a","quantity":1},{"product_id":"a","quantity":2}]'],
    [
      'too many lines',
      JSON.stringify(
        Array.from({ length: MAX_ORDER_LINES + 1 }, (_, i) => ({
          product_id: `a${i}`,
          quantity: 1,
        })),
      ),
    ],
  ])('with %s is an empty cart', (_, stored) => {
    expect(parseCart(stored)).toEqual([]);
  });
});

describe('the price a thing went in at', () => {
  const PRICED: Cart = [{ product_id: 'teapot-clay', quantity: 1, price_cents: 3450 }];

  test('is kept across visits and changes of quantity, and renewed when more is added', () => {
    const cart = parseCart(JSON.stringify(PRICED));
    expect(cart).toEqual(PRICED);
    const set = reduceCart(cart, { type: 'set', product_id: 'teapot-clay', quantity: 4 });
    expect(set).toEqual([{ ...PRICED[0], quantity: 4 }]);
    const more = reduceCart(set, {
      type: 'add',
      product_id: 'teapot-clay',
      quantity: 1,
      price_cents: 2900,
    });
    expect(more).toEqual([{ product_id: 'teapot-clay', quantity: 5, price_cents: 2900 }]);
  });

  test('is forgotten where storage holds no price, and the line stands', () => {
    for (const price_cents of [-1, 2.5, '3450', null]) {
      expect(parseCart(JSON.stringify([{ ...PRICED[0], price_cents }]))).toEqual([
        { product_id: 'teapot-clay', quantity: 1 },
      ]);
    }
  });
});
