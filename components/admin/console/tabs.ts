import { type Fillings, guessKind, PARAMETER_KINDS } from './parameters';

/** A query as it is being written. */
export interface ConsoleTab {
  readonly id: string;
  readonly name: string;
  readonly sql: string;
  readonly fillings: Fillings;
  /** The saved query that it was opened from or kept as. */
  readonly savedId: string | null;
}

export interface TabState {
  /** Never empty. */
  readonly tabs: readonly ConsoleTab[];
  readonly activeId: string;
}

export type TabContent = Partial<Omit<ConsoleTab, 'id'>>;

/** What a browser keeps of it is small, and a bar of more is of no use. */
export const MOST_TABS = 20;
const MOST_NAME_CHARS = 80;

export function newTabs(id = '1'): TabState {
  const first = tabOf(id, [], {});
  return { tabs: [first], activeId: first.id };
}

export function activeTab({ tabs, activeId }: TabState): ConsoleTab {
  return tabs.find(({ id }) => id === activeId) ?? (tabs[0] as ConsoleTab);
}

/**
 * Opens a tab beside the others. A tab with the same SQL is gone to instead, an empty one without a name
 * of its own is filled, and where there is no room the oldest makes it.
 */
export function openTab(state: TabState, content: TabContent = {}): TabState {
  const same = content.sql ? state.tabs.find(({ sql }) => sql === content.sql) : undefined;
  if (same) return { ...changeTab(state, same.id, content), activeId: same.id };
  const active = activeTab(state);
  const id = freeId(state);
  if (content.sql && active.sql.trim() === '') {
    // Another tab in its place: an editor that has the old one open would not hear of the text.
    const { tabs } = changeTab(state, active.id, content);
    return { tabs: tabs.map((tab) => (tab.id === active.id ? { ...tab, id } : tab)), activeId: id };
  }
  const kept = state.tabs.slice(-(MOST_TABS - 1));
  return { tabs: [...kept, tabOf(id, kept, content)], activeId: id };
}

/** What becomes of a tab; a name of nothing leaves the one it has. */
export function changeTab(state: TabState, id: string, content: TabContent): TabState {
  const name = content.name?.trim().slice(0, MOST_NAME_CHARS);
  const tabs = state.tabs.map((tab) =>
    tab.id === id ? { ...tab, ...content, name: name || tab.name } : tab,
  );
  return { ...state, tabs };
}

/** Without the tab; its right neighbour comes to the front, and the last one leaves an empty one. */
export function closeTab(state: TabState, id: string): TabState {
  const at = state.tabs.findIndex((tab) => tab.id === id);
  if (at < 0) return state;
  const tabs = state.tabs.filter((tab) => tab.id !== id);
  if (tabs.length === 0) return newTabs(freeId(state));
  const next = tabs[Math.min(at, tabs.length - 1)] as ConsoleTab;
  return { tabs, activeId: state.activeId === id ? next.id : state.activeId };
}

export function goToTab(state: TabState, id: string): TabState {
  return state.tabs.some((tab) => tab.id === id) ? { ...state, activeId: id } : state;
}

export function writeTabs(state: TabState): string {
  return JSON.stringify(state);
}

/** Tabs as a browser kept them; what is not of that shape is left out. */
export function readTabs(text: string | null): TabState {
  let raw: unknown = null;
  try {
    raw = JSON.parse(text ?? 'null');
  } catch {
    return newTabs();
  }
  if (!isRecord(raw) || !Array.isArray(raw.tabs)) return newTabs();
  const tabs = raw.tabs.slice(0, MOST_TABS).flatMap(readTab);
  const unique = tabs.filter(({ id }, at) => tabs.findIndex((tab) => tab.id === id) === at);
  const [first] = unique;
  if (!first) return newTabs();
  return goToTab({ tabs: unique, activeId: first.id }, String(raw.activeId));
}

function readTab(raw: unknown): readonly ConsoleTab[] {
  if (!isRecord(raw)) return [];
  const { id, name, sql, fillings, savedId } = raw;
  if (typeof id !== 'string' || !/^\d{1,9}$/.test(id)) return [];
  if (typeof name !== 'string' || name === '' || typeof sql !== 'string') return [];
  return [
    {
      ...{ id, name: name.slice(0, MOST_NAME_CHARS), sql },
      fillings: readFillings(fillings),
      savedId: typeof savedId === 'string' ? savedId : null,
    },
  ];
}

function readFillings(raw: unknown): Fillings {
  if (!isRecord(raw)) return {};
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, filling]) => {
      if (!isRecord(filling) || typeof filling.text !== 'string') return [];
      const { text } = filling;
      const kind = PARAMETER_KINDS.find((one) => one === filling.kind) ?? guessKind(name, text);
      return [[name, { text, kind, chosen: filling.chosen === true }]];
    }),
  );
}

function tabOf(id: string, others: readonly ConsoleTab[], content: TabContent): ConsoleTab {
  const name = content.name?.trim().slice(0, MOST_NAME_CHARS) || freeName(others);
  return { sql: '', fillings: {}, savedId: null, ...content, id, name };
}

function freeId({ tabs }: TabState): string {
  return String(Math.max(...tabs.map(({ id }) => Number(id))) + 1);
}

function freeName(others: readonly ConsoleTab[]): string {
  const taken = new Set(others.map(({ name }) => name));
  let number = 1;
  while (taken.has(`Query ${number}`)) number += 1;
  return `Query ${number}`;
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}
