import { expect, test } from 'vitest';
import { deliveryCents, FREE_DELIVERY_FROM_CENTS } from './delivery';
import { totalsOf } from './totals';

test('goods and delivery make the total', () => {
  const fee = deliveryCents(1250);
  expect(
    totalsOf([
      { quantity: 2, price_cents: 500 },
      { quantity: 1, price_cents: 250 },
    ]),
  ).toEqual({ goods_cents: 1250, delivery_cents: fee, total_cents: 1250 + fee });
});

test('from the threshold on the total is the goods', () => {
  const { delivery_cents, total_cents } = totalsOf([
    { quantity: 1, price_cents: FREE_DELIVERY_FROM_CENTS },
  ]);
  expect([delivery_cents, total_cents]).toEqual([0, FREE_DELIVERY_FROM_CENTS]);
});

test('nothing costs nothing', () => {
  expect(totalsOf([])).toEqual({ goods_cents: 0, delivery_cents: 0, total_cents: 0 });
});
