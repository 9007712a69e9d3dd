import { expect, test } from 'vitest';
import { DEFAULT_LOCALE, formatMoney } from '@/lib/common/money';
import { localeOfVisitor } from './visitor-locale';

test.each([
  [['de-DE', 'de', 'en'], 'en-DE'],
  [['fr', 'fr-CA'], 'en-CA'],
  [['zh-Hant-TW'], 'en-TW'],
  [['en'], DEFAULT_LOCALE],
  [[], DEFAULT_LOCALE],
  [['not a tag', 'en-US'], 'en-US'],
])('of %j is %s', (languages, locale) => {
  expect(localeOfVisitor(languages)).toBe(locale);
});

test('is written as the region writes it', () => {
  expect(formatMoney(123_450, localeOfVisitor(['de-AT']))).not.toBe(formatMoney(123_450));
});
