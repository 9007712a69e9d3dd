import { expect, test } from 'vitest';
import { MINUTE_MS } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import { parsePendingOrder, pendingOrderFor } from './pending-order';

const NOW = Date.parse('2026-11-22T08:15:40.000Z');
const LINES = [{ product_id: 'teapot-clay', quantity: 2 }];
const mint = () => uuidV7(NOW);

test('keeps its id for the same lines, also through storage', () => {
  const first = pendingOrderFor(null, LINES, mint, NOW);
  const reloaded = parsePendingOrder(JSON.stringify(first));
  expect(pendingOrderFor(reloaded, [...LINES], mint, NOW + 29 * MINUTE_MS)).toEqual(first);
});

test('is a new wish after half an hour', () => {
  const first = pendingOrderFor(null, LINES, mint, NOW);
  const later = pendingOrderFor(first, LINES, mint, NOW + 30 * MINUTE_MS);
  expect(later.order_id).not.toBe(first.order_id);
});

test('gets a new id when a quantity, a product or the number of lines changes', () => {
  const first = pendingOrderFor(null, LINES, mint, NOW);
  for (const lines of [
    [{ product_id: 'teapot-clay', quantity: 3 }],
    [{ product_id: 'teapot-sage', quantity: 2 }],
    [...LINES, { product_id: 'scarf-plum', quantity: 1 }],
  ]) {
    expect(pendingOrderFor(first, lines, mint, NOW).order_id).not.toBe(first.order_id);
  }
});

test.each([
  null,
  '',
  '{',
  'null',
  '[]',
  '{"order_id":7,"lines":""}',
  '{"order_id":"a","lines":"[]"}',
])('reads %s as no order', (stored) => {
  expect(parsePendingOrder(stored)).toBeNull();
});
