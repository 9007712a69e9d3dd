import { expect, test } from 'vitest';
import {
  addLines,
  byPage,
  EMPTY_FEED,
  type LiveRow,
  MOST_ROWS,
  matches,
  perSecond,
} from './live-feed';

const NOW = 1_000_000;
const line = (fields: object, stream: LiveRow['stream'] = 'events') => ({
  stream,
  data: JSON.stringify({
    event_id: 'e',
    event_type: 'view',
    actor: 'human',
    page: 'home',
    ...fields,
  }),
});
const ALL = { type: null, actor: null, text: '' };

test('the newest come first, the oldest go, and what is no event is missed', () => {
  let feed = addLines(EMPTY_FEED, [line({ event_id: 'a' }), line({ event_id: 'b' })], NOW);
  expect(feed.rows.map(({ event_id }) => event_id)).toEqual(['b', 'a']);
  feed = addLines(
    feed,
    [
      { stream: 'events', data: '{' },
      { stream: 'events', data: '[1]' },
    ],
    NOW,
  );
  expect(feed).toMatchObject({ heard: 2, missed: 2 });
  feed = addLines(
    feed,
    Array.from({ length: MOST_ROWS }, () => line({})),
    NOW,
  );
  expect(feed.rows).toHaveLength(MOST_ROWS);
  expect(new Set(feed.rows.map(({ key }) => key)).size).toBe(MOST_ROWS);
});

test('a filter holds to type, actor and any text that is shown', () => {
  const { rows } = addLines(
    EMPTY_FEED,
    [
      line({ event_type: 'click', page_url: '/category/tea' }),
      line({ actor: 'bot', product_id: 'Mug-clay' }),
      line({ reason: 'bad_value', event_type: undefined }, 'failed'),
    ],
    NOW,
  );
  const [failed, view, click] = rows as [LiveRow, LiveRow, LiveRow];
  const kept = (filter: object) => rows.filter((row) => matches(row, { ...ALL, ...filter }));
  expect(kept({})).toHaveLength(3);
  expect(kept({ type: 'click' })).toEqual([click]);
  expect(kept({ type: 'failed' })).toEqual([failed]);
  expect(kept({ actor: 'bot' })).toEqual([view]);
  expect(kept({ text: ' mug' })).toEqual([view]);
  expect(kept({ text: '/category' })).toEqual([click]);
  expect(kept({ text: 'bad_' })).toEqual([failed]);
});

test('what came is counted by its second, and by where it happened', () => {
  let feed = addLines(EMPTY_FEED, [line({ page: 'cart' })], NOW - 70_000);
  feed = addLines(feed, [line({}), line({ page: 'cart' })], NOW - 59_000);
  feed = addLines(feed, [line({ page: 'cart' })], NOW);
  const seconds = perSecond(feed.rows, NOW);
  expect([seconds[0], seconds.at(-1), seconds.reduce((a, b) => a + b)]).toEqual([2, 1, 3]);
  expect(byPage(feed.rows)).toEqual([
    { page: 'cart', count: 3 },
    { page: 'home', count: 1 },
  ]);
});
