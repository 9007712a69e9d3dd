'use client';

import clsx from 'clsx';
import type { KeyboardEvent } from 'react';
import { useInSight } from '../use-in-sight';

export interface TabChoice {
  readonly id: string;
  readonly label: string;
  /** Something goes on there. */
  readonly busy?: boolean;
}

interface TabListProps {
  readonly label: string;
  readonly tabs: readonly TabChoice[];
  readonly chosen: string;
  /** Id of the part of the page that the chosen tab shows. */
  readonly panelId: string;
  onChoose(id: string): void;
  /** F2 and a double click. */
  onRename?: (id: string) => void;
}

export const tabElementId = (panelId: string, id: string) => `${panelId}-tab-${id}`;

/** A row of tabs: one stop for the keyboard, arrows go along it. */
export function TabList({ label, tabs, chosen, panelId, onChoose, onRename }: TabListProps) {
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'F2' && onRename) return onRename(chosen);
    const at = tabs.findIndex(({ id }) => id === chosen);
    const next = placeAfter(event.key, at, tabs.length);
    const tab = next === null ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    onChoose(tab.id);
    document.getElementById(tabElementId(panelId, tab.id))?.focus();
  }

  return (
    <div
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
      className="no-scrollbar flex min-w-0 overflow-x-auto"
    >
      {tabs.map((tab) => (
        <Tab key={tab.id} {...{ tab, panelId, onChoose, onRename }} chosen={tab.id === chosen} />
      ))}
    </div>
  );
}

function placeAfter(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

interface TabProps extends Pick<TabListProps, 'panelId' | 'onChoose'> {
  readonly tab: TabChoice;
  readonly chosen: boolean;
  readonly onRename: TabListProps['onRename'];
}

function Tab({ tab, chosen, panelId, onChoose, onRename }: TabProps) {
  const place = useInSight<HTMLSpanElement>(chosen);
  return (
    <button
      type="button"
      role="tab"
      id={tabElementId(panelId, tab.id)}
      aria-selected={chosen}
      aria-controls={panelId}
      tabIndex={chosen ? 0 : -1}
      onClick={() => onChoose(tab.id)}
      onDoubleClick={() => onRename?.(tab.id)}
      className={clsx(
        'min-h-9 max-w-52 shrink-0 truncate border-b-2 px-3 outline-offset-[-2px]',
        chosen
          ? 'border-accent font-semibold text-ink'
          : 'border-transparent text-muted hover:text-ink',
      )}
    >
      <span ref={place}>{tab.label}</span>
      {tab.busy && <span className="text-accent"> · running</span>}
    </button>
  );
}
