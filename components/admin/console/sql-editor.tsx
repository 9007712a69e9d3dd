'use client';

import { useEffect, useId, useRef } from 'react';
import type { CatalogRelation } from '@/lib/console/catalog-document';
import { documentNonce } from './document-nonce';
import { createEditor, type Editor } from './editor';
import type { ConsoleTab } from './tabs';

export interface SqlEditorProps {
  readonly tab: ConsoleTab;
  readonly relations: readonly CatalogRelation[];
  onReady(editor: Editor | null): void;
  onChange(sql: string): void;
  onRun(): void;
  onFormat(): void;
}

/** Where SQL is written. A chunk of its own: nobody else in the admin pays for it. */
export default function SqlEditor(props: SqlEditorProps) {
  const { tab, relations, onReady } = props;
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const hintId = useId();
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (!place.current) return;
    const made = createEditor({
      parent: place.current,
      nonce: documentNonce(),
      hintId,
      onChange: (sql) => latest.current.onChange(sql),
      onRun: () => latest.current.onRun(),
      onFormat: () => latest.current.onFormat(),
    });
    editor.current = made;
    onReady(made);
    return () => {
      onReady(null);
      editor.current = null;
      made.end();
    };
  }, [hintId, onReady]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text of a tab that is shown changes here alone
  useEffect(() => editor.current?.show(tab.id, tab.sql), [tab.id]);
  useEffect(() => editor.current?.know(relations), [relations]);

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div
        ref={place}
        className="min-h-0 flex-1 overflow-hidden border-2 border-transparent focus-within:border-ink"
      />
      <p id={hintId} className="border-line border-t px-3 py-1 text-muted text-xs max-sm:sr-only">
        Ctrl-Enter runs the selection, or the statement at the cursor. Ctrl-Space completes. Esc,
        then Tab leaves.
      </p>
    </div>
  );
}
