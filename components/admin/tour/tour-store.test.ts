import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ADMIN_PAGES } from '@/lib/dashboards/pages';
import { isAt, TOUR_STEPS } from './tour-steps';
import { createTourStore, DISMISSED_KEY, STEP_KEY } from './tour-store';

function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

function setUp() {
  const [tab, browser] = [storage(), storage()];
  const open = () =>
    createTourStore(
      () => tab,
      () => browser,
    );
  return { tab, browser, open, store: open() };
}

test('a step is remembered from page to page, in this tab alone', () => {
  const { open, store } = setUp();
  expect(store.step()).toBeNull();
  store.begin();
  store.go(1);
  store.go(1);
  expect(open().step()).toBe(2);
  store.go(-1);
  expect(open().step()).toBe(1);
});

test('there is nothing before the first step, and after the last the tour is over', () => {
  const { tab, store } = setUp();
  store.begin();
  store.go(-1);
  expect(store.step()).toBe(0);
  for (const _ of TOUR_STEPS) store.go(1);
  expect(store.step()).toBeNull();
  expect(tab.kept.has(STEP_KEY)).toBe(false);
  expect(store.offered()).toBe(true);
});

test('dismissed, it is not offered again, but can be begun', () => {
  const { browser, open, store } = setUp();
  store.begin();
  store.dismiss();
  expect([open().step(), open().offered()]).toEqual([null, false]);
  expect(browser.kept.has(DISMISSED_KEY)).toBe(true);
  store.begin();
  expect([store.step(), open().offered()]).toEqual([0, false]);
});

test('whoever looks on hears of each change until they leave', () => {
  const { store } = setUp();
  let heard = 0;
  const leave = store.subscribe(() => {
    heard += 1;
  });
  store.begin();
  store.go(1);
  leave();
  store.end();
  expect(heard).toBe(2);
});

test('a browser that keeps nothing has a tour as long as the page stands', () => {
  const refused = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const store = createTourStore(refused, refused);
  expect([store.step(), store.offered()]).toEqual([null, true]);
  store.begin();
  store.go(1);
  expect(store.step()).toBe(1);
});

test('a name that is no step begins nothing', () => {
  const { tab, open } = setUp();
  tab.setItem(STEP_KEY, 'gone');
  expect(open().step()).toBeNull();
});

test('each step is a page that there is, in two short sentences', () => {
  const pages: readonly string[] = ADMIN_PAGES.map(({ href }) => href);
  for (const { path, todo, proves, title } of TOUR_STEPS) {
    expect(pages).toContain(path);
    expect(readdirSync(`app/admin/(signed-in)${path.slice('/admin'.length)}`)).toContain(
      'page.tsx',
    );
    for (const words of [todo, proves]) expect(words).toMatch(/^[A-Z].{20,120}\.$/);
    expect(title.length).toBeLessThan(40);
  }
  expect(new Set(TOUR_STEPS.map(({ id }) => id)).size).toBe(TOUR_STEPS.length);
});

test('pages below a step belong to it, and the overview’s are its own', () => {
  const [numbers] = TOUR_STEPS;
  const xray = TOUR_STEPS.find(({ id }) => id === 'xray');
  if (!numbers || !xray) throw new Error('the tour has these steps');
  expect(isAt(numbers, '/admin')).toBe(true);
  expect(isAt(numbers, '/admin/funnel')).toBe(false);
  expect(isAt(xray, '/admin/events/019a')).toBe(true);
  expect(isAt(xray, '/admin/eventsx')).toBe(false);
});
