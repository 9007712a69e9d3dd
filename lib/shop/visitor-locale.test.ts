import { expect, test } from 'vitest';
import { formatMoney } from '@/lib/common/money';
import { SHOP_WRITING, writingFor } from './visitor-locale';

test.each([
  [['de-DE', 'de', 'en'], 'de-DE-u-nu-latn', 'en-DE'],
  [['fr', 'fr-CA'], 'fr-CA-u-nu-latn', 'en-CA'],
  [['not a tag', 'en-US'], 'en-US-u-nu-latn', 'en-US'],
])('for %j amounts are %s and dates %s', (languages, amounts, dates) => {
  expect(writingFor(languages)).toEqual({ amounts, dates });
});

test.each([[[]], [['en']], [['not a tag']]])('for %j it is the shop’s own', (languages) => {
  expect(writingFor(languages)).toBe(SHOP_WRITING);
});

test('is the region’s, in the digits of the page', () => {
  expect(formatMoney(123_450, writingFor(['de-DE']).amounts)).toBe('1.234,50\u00a0€');
  expect(formatMoney(123_450, writingFor(['ar-EG']).amounts)).toMatch(/1.?234.50/);
});
