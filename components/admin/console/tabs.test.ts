import { expect, test } from 'vitest';
import {
  activeTab,
  changeTab,
  closeTab,
  goToTab,
  MOST_TABS,
  newTabs,
  openTab,
  readTabs,
  writeTabs,
} from './tabs';

test('there is always a tab, and always one in front', () => {
  const one = newTabs();
  expect(one.tabs).toHaveLength(1);
  const closed = closeTab(changeTab(one, '1', { sql: 'SELECT 1' }), '1');
  // An editor tells tabs by their ids: this one is not the one that was closed.
  expect(activeTab(closed)).toMatchObject({ id: '2', sql: '' });
  const three = openTab(openTab(one));
  expect(three.tabs.map(({ name }) => name)).toEqual(['Query 1', 'Query 2', 'Query 3']);
  expect(closeTab(goToTab(three, '2'), '2').activeId).toBe('3');
  expect(closeTab(three, '3').activeId).toBe('2');
  expect(closeTab(three, '1').activeId).toBe('3');
  expect(goToTab(three, '99')).toBe(three);
});

test('what is opened fills an empty tab, goes to the one that has it, or stands beside the others', () => {
  const filled = openTab(newTabs(), { name: 'Ones', sql: 'SELECT 1' });
  expect(filled.tabs).toMatchObject([{ id: '2', name: 'Ones', sql: 'SELECT 1' }]);
  const both = openTab(filled, { sql: 'SELECT 2' });
  expect(both.tabs.map(({ sql }) => sql)).toEqual(['SELECT 1', 'SELECT 2']);
  const again = openTab(both, { sql: 'SELECT 1' });
  expect(again.activeId).toBe('2');
  expect(again.tabs).toEqual(both.tabs);
});

test('a full bar drops its oldest', () => {
  let state = newTabs();
  for (let n = 1; n <= MOST_TABS + 2; n += 1) state = openTab(state, { sql: `SELECT ${n}` });
  expect(state.tabs).toHaveLength(MOST_TABS);
  expect(state.tabs[0]?.sql).toBe('SELECT 3');
  expect(activeTab(state).sql).toBe(`SELECT ${MOST_TABS + 2}`);
});

test('a name of nothing leaves the one that is there', () => {
  const state = changeTab(newTabs(), '1', { name: '  ' });
  expect(activeTab(state).name).toBe('Query 1');
  expect(activeTab(changeTab(state, '1', { name: ' Mine ' })).name).toBe('Mine');
});

test('what a browser kept is read again, and what is damaged is left out', () => {
  const fillings = { since: { text: '2026-01-01', kind: 'date', chosen: true } } as const;
  const state = openTab(openTab(newTabs(), { sql: 'SELECT :since', fillings, savedId: 'x' }));
  expect(readTabs(writeTabs(state))).toEqual(state);
  for (const text of [null, '', '{', '[]', '{"tabs":[]}', '{"tabs":[{"id":1}]}', '"x"']) {
    expect(readTabs(text)).toEqual(newTabs());
  }
  const damaged = { tabs: [7, { id: '4', name: 'A', sql: 'x', fillings: { a: 1 } }], activeId: 9 };
  expect(readTabs(JSON.stringify(damaged))).toEqual({
    tabs: [{ id: '4', name: 'A', sql: 'x', fillings: {}, savedId: null }],
    activeId: '4',
  });
});
