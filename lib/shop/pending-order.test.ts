import { expect, test } from 'vitest';
import { parsePendingOrder, pendingOrderFor } from './pending-order';

const LINES = [{ product_id: 'teapot-clay', quantity: 2 }];
const ids = () => {
  let next = 1;
  return () => `order-${next++}`;
};

test('keeps its id for the same lines, also through storage', () => {
  const mint = ids();
  const first = pendingOrderFor(null, LINES, mint);
  expect(first.order_id).toBe('order-1');
  const reloaded = parsePendingOrder(JSON.stringify(first));
  expect(pendingOrderFor(reloaded, [...LINES], mint)).toEqual(first);
});

test('gets a new id when a quantity, a product or the number of lines changes', () => {
  const mint = ids();
  const first = pendingOrderFor(null, LINES, mint);
  for (const lines of [
    [{ product_id: 'teapot-clay', quantity: 3 }],
    [{ product_id: 'teapot-sage', quantity: 2 }],
    [...LINES, { product_id: 'scarf-plum', quantity: 1 }],
  ]) {
    expect(pendingOrderFor(first, lines, mint).order_id).not.toBe(first.order_id);
  }
});

test.each([null, '', '{', 'null', '[]', '{"order_id":7,"lines":""}', '{"order_id":"a"}'])(
  'reads %s as no order',
  (stored) => {
    expect(parsePendingOrder(stored)).toBeNull();
  },
);
