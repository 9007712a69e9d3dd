import { expect, test } from 'vitest';
import { orderToken } from './order-token';

const TOKEN = 'WyIwMTk2Il0.sIgn-a_tUre012345';

test.each([
  TOKEN,
  `  ${TOKEN}\n`,
  `https://shop.example/confirmation?order=${TOKEN}`,
  `/confirmation?utm_source=letter&order=${TOKEN}#top`,
  `See https://shop.example/confirmation?order=${TOKEN} for your order`,
  `https://shop.example/confirmation?order=${encodeURIComponent(TOKEN)}`,
])('%s names the order', (pasted) => {
  expect(orderToken(pasted)).toBe(TOKEN);
});

test.each(['', 'hello', 'order=', 'https://shop.example/confirmation?order=', '?order=%E0%A4%A'])(
  '%j names none',
  (pasted) => {
    expect(orderToken(pasted)).toBeNull();
  },
);
