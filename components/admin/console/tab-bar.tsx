'use client';

import { type FormEvent, useState } from 'react';
import { Popover } from '../popover';
import { TabList } from './tab-list';
import { activeTab, type TabState } from './tabs';

interface TabBarProps {
  readonly state: TabState;
  readonly running: ReadonlySet<string>;
  readonly panelId: string;
  onGoTo(id: string): void;
  onOpen(): void;
  onClose(id: string): void;
  onRename(id: string, name: string): void;
}

const BUTTON = 'min-h-9 min-w-9 px-2 text-muted hover:text-ink';

/** The queries that are being written, one tab each. */
export function TabBar({
  state,
  running,
  panelId,
  onGoTo,
  onOpen,
  onClose,
  onRename,
}: TabBarProps) {
  const [renaming, setRenaming] = useState(false);
  const active = activeTab(state);

  function rename(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onRename(active.id, String(new FormData(event.currentTarget).get('name')));
    setRenaming(false);
  }

  return (
    <div className="flex items-center border-line border-b">
      <TabList
        label="Queries"
        tabs={state.tabs.map(({ id, name }) => ({ id, label: name, busy: running.has(id) }))}
        chosen={active.id}
        panelId={panelId}
        onChoose={onGoTo}
        onRename={() => setRenaming(true)}
      />
      <button
        type="button"
        aria-label="New query"
        title="New query"
        className={BUTTON}
        onClick={onOpen}
      >
        +
      </button>
      <span className="ml-auto flex shrink-0 items-center gap-1 pl-2">
        <Popover
          label="Rename"
          name="Name of this query"
          open={renaming}
          onOpenChange={setRenaming}
        >
          <form onSubmit={rename} className="flex gap-2 p-2">
            <input
              name="name"
              aria-label="Name of this query"
              required
              maxLength={80}
              defaultValue={active.name}
              className="min-h-9 min-w-0 border border-line bg-paper px-2"
            />
            <button type="submit" className="min-h-9 bg-ink px-3 text-paper">
              Rename
            </button>
          </form>
        </Popover>
        <button
          type="button"
          aria-label={`Close ${active.name}`}
          title="Close this query"
          className={BUTTON}
          onClick={() => onClose(active.id)}
        >
          ×
        </button>
      </span>
    </div>
  );
}
