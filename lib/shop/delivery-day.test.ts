import { expect, test } from 'vitest';
import { writeDeliveryDay } from './delivery-day';

const DAY = Date.UTC(2026, 11, 7);

test.each([
  ['en-IE', 'Mon 7 Dec'],
  ['en-DE', 'Mon 7 Dec'],
  ['en-US', 'Mon, Dec 7'],
  ['en-CA', 'Mon, Dec 7'],
])('in %s it is %s', (locale, words) => {
  expect(writeDeliveryDay(DAY, locale)).toBe(words);
});

test('elsewhere it is what the browser writes', () => {
  expect(writeDeliveryDay(DAY, 'en-ZA')).toMatch(/^Mon.* Dec$/);
});

test.each([...Array(12).keys()])('month %i has the name that Intl gives it', (month) => {
  const first = Date.UTC(2026, month, 1);
  const theirs = new Intl.DateTimeFormat('en-US', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  expect(writeDeliveryDay(first, 'en-US')).toBe(theirs.format(first));
});
