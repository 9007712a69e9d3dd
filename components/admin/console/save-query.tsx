'use client';

import { type FormEvent, useState } from 'react';
import type { SavedQuery } from '@/lib/console/console-document';
import { Popover } from '../popover';
import { saveQuery, updateQuery } from './console-requests';
import { valuesOf } from './parameters';
import type { ConsoleTab } from './tabs';
import { wordsOf } from './use-asked';

interface SaveQueryProps {
  readonly tab: ConsoleTab;
  /** What it was opened from, where that may be changed. */
  readonly existing: SavedQuery | null;
  onSaved(query: SavedQuery): void;
}

/** Keeps the tab's query by name, for oneself or for everybody who is signed in. */
export function SaveQuery({ tab, existing, onSaved }: SaveQueryProps) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const form = new FormData(event.currentTarget);
    const filled = valuesOf(tab.sql, tab.fillings);
    const content = {
      name: String(form.get('name')).trim(),
      shared: form.get('shared') === 'on',
      sql: tab.sql,
      // What is filled in is kept with it; where that is not whole yet, the names are asked for anew.
      ...(filled.ok && { parameters: filled.values }),
    };
    const over = existing && submitter?.getAttribute('value') === 'over';
    setSaving(true);
    try {
      onSaved(over ? await updateQuery(existing.id, content) : await saveQuery(content));
      setProblem(null);
      setOpen(false);
    } catch (error) {
      setProblem(wordsOf(error));
    }
    setSaving(false);
  }

  return (
    <Popover name="Save this query" label="Save" open={open} onOpenChange={setOpen}>
      <form onSubmit={submit} className="flex w-72 max-w-full flex-col gap-3 p-2">
        <label className="flex flex-col gap-1">
          <span className="text-muted">Name</span>
          <input
            name="name"
            required
            maxLength={80}
            defaultValue={tab.name}
            className="min-h-9 border border-line bg-paper px-2"
          />
        </label>
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            name="shared"
            defaultChecked={existing?.shared ?? false}
            className="size-4 accent-accent"
          />
          Everybody who is signed in finds it
        </label>
        {problem && (
          <p role="alert" className="text-danger">
            {problem}
          </p>
        )}
        <p className="flex flex-wrap gap-2">
          {existing && (
            <button
              type="submit"
              value="over"
              disabled={saving}
              className="min-h-9 bg-ink px-3 text-paper disabled:opacity-60"
            >
              Update
            </button>
          )}
          <button
            type="submit"
            disabled={saving || tab.sql.trim() === ''}
            className={
              existing
                ? 'min-h-9 border border-line px-3 hover:border-ink disabled:opacity-60'
                : 'min-h-9 bg-ink px-3 text-paper disabled:opacity-60'
            }
          >
            {existing ? 'Save as new' : 'Save'}
          </button>
        </p>
      </form>
    </Popover>
  );
}
