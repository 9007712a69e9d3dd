'use client';

import clsx from 'clsx';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useCallback, useId, useState } from 'react';
import { Sheet } from '@/components/ui/sheet';
import type { CatalogRelation } from '@/lib/console/catalog-document';
import type { SavedQuery } from '@/lib/console/console-document';
import { zoneOf } from '@/lib/dashboards/scope-query';
import { Skeleton } from '../skeleton';
import { getCatalog, getHistory, getLimits, getSaved } from './console-requests';
import type { Editor } from './editor';
import { Note, type NoteWords } from './note';
import { NothingAsked } from './nothing-asked';
import { ParameterFields } from './parameter-fields';
import { fillingsOf } from './parameters';
import { BAR_BUTTON, QueryBar } from './query-bar';
import type { OpenQuery } from './query-lists';
import { ResultPanel } from './result-panel';
import { SaveQuery } from './save-query';
import { SidePanel, type SidePart } from './side-panel';
import { TabBar } from './tab-bar';
import { tabElementId } from './tab-list';
import { activeTab, changeTab, closeTab, goToTab, newTabs, openTab } from './tabs';
import { useAsked } from './use-asked';
import { useConsoleRun } from './use-console-run';
import { useLinkedSql } from './use-linked-sql';
import { useTabs } from './use-tabs';
import { useWide } from './use-wide';

const SqlEditor = dynamic(() => import('./sql-editor'), {
  ssr: false,
  loading: () => <Skeleton height={190} />,
});

interface ConsoleBoardProps {
  /** Whose tabs and saved queries they are. */
  readonly personId: string;
  /** When the page was asked for. */
  readonly now: number;
}

const NO_RELATIONS: readonly CatalogRelation[] = [];

/** SQL over the lake: written above, answered below, with what there is beside it. */
export function ConsoleBoard({ personId, now }: ConsoleBoardProps) {
  const zone = zoneOf(useSearchParams());
  const wide = useWide();
  const [kept, change] = useTabs(personId);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [part, setPart] = useState<SidePart>('schema');
  const [drawer, setDrawer] = useState(false);
  const [note, setNote] = useState<NoteWords | null>(null);
  const catalog = useAsked(getCatalog);
  const history = useAsked(getHistory);
  const saved = useAsked(getSaved);
  const limits = useAsked(getLimits);
  const panelId = useId();
  const sideId = useId();
  const [empty] = useState(newTabs);
  const state = kept ?? empty;
  const tab = activeTab(state);
  const { run, cancel, drop, goToProblem, active, running, wrong } = useConsoleRun({
    ...{ tab, editor, onNote: setNote, onEnd: history.again },
  });
  useLinkedSql(kept !== null, (sql) => change((last) => openTab(last, { sql })));
  const relations = catalog.value?.relations ?? NO_RELATIONS;
  const isMine = useCallback(({ owner }: SavedQuery) => owner === personId, [personId]);
  const existing = saved.value?.find((query) => query.id === tab.savedId && isMine(query)) ?? null;

  async function format() {
    const { formatSql } = await import('./format-sql');
    try {
      editor?.replace(await formatSql(tab.sql));
      setNote(null);
    } catch {
      setNote({ text: 'This cannot be laid out as it is: a bracket or a quote may be open.' });
    }
  }

  function open({ sql, parameters, name, savedId }: OpenQuery) {
    const content = { sql, fillings: fillingsOf(parameters), savedId: savedId ?? null };
    change((last) => openTab(last, { ...content, ...(name !== undefined && { name }) }));
    setDrawer(false);
    setNote(null);
  }

  function close(id: string) {
    const closed = state.tabs.find((one) => one.id === id);
    drop(id);
    editor?.forget(id);
    change((last) => closeTab(last, id));
    if (!closed || closed.sql.trim() === '') return setNote(null);
    const { id: _, ...content } = closed;
    setNote({
      text: `Closed ${closed.name}.`,
      act: 'Bring it back',
      onAct: () => {
        change((last) => openTab(last, content));
        setNote(null);
      },
    });
  }

  function insert(text: string) {
    editor?.insert(text);
    setDrawer(false);
    if (wide) editor?.focus();
  }

  function goToPart(to: SidePart) {
    setPart(to);
    if (to === 'history') history.again();
  }

  function showExamples() {
    setPart('examples');
    setDrawer(!wide);
  }

  const side = (
    <SidePanel
      id={sideId}
      {...{ part, catalog, history, saved, zone, now, isMine }}
      onPart={goToPart}
      onInsert={insert}
      onOpen={open}
    />
  );

  return (
    <div className="flex flex-col lg:h-dvh lg:min-h-[40rem]">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-line border-b px-4 py-3 md:px-6">
        <h1 className="font-display text-title">What do you want to know?</h1>
        <button type="button" className={`${BAR_BUTTON} lg:hidden`} onClick={() => setDrawer(true)}>
          Schema, examples, saved
        </button>
      </div>
      <div className="flex min-h-0 flex-1">
        <aside
          aria-label="Schema and queries"
          className="w-76 shrink-0 border-line border-r max-lg:hidden"
        >
          {wide && side}
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <TabBar
            {...{ state, running, panelId }}
            onGoTo={(id) => change((last) => goToTab(last, id))}
            onOpen={() => change((last) => openTab(last))}
            onClose={close}
            onRename={(id, name) => change((last) => changeTab(last, id, { name }))}
          />
          <div
            id={panelId}
            role="tabpanel"
            aria-labelledby={tabElementId(panelId, tab.id)}
            className="flex min-h-0 flex-1 flex-col"
          >
            <div className="h-56 max-h-[60dvh] min-h-32 shrink-0 resize-y overflow-hidden">
              {kept ? (
                <SqlEditor
                  {...{ tab, relations }}
                  onReady={setEditor}
                  onChange={(sql) => change((last) => changeTab(last, tab.id, { sql }))}
                  onRun={run}
                  onFormat={format}
                />
              ) : (
                <Skeleton height={190} />
              )}
            </div>
            <ParameterFields
              sql={tab.sql}
              fillings={tab.fillings}
              wrong={wrong}
              onChange={(fillings) => change((last) => changeTab(last, tab.id, { fillings }))}
              onRun={run}
            />
            <QueryBar
              running={running.has(tab.id)}
              ready={editor !== null}
              onRun={run}
              onCancel={cancel}
              onFormat={format}
            >
              <SaveQuery
                key={tab.id}
                {...{ tab, existing }}
                onSaved={({ id, name }) => {
                  change((last) => changeTab(last, tab.id, { name, savedId: id }));
                  setNote({ text: `Saved as ${name}.` });
                  saved.again();
                }}
              />
              <Note note={note} />
            </QueryBar>
            <div
              className={clsx(
                'flex min-h-0 flex-1 flex-col px-4 pb-3 md:px-6 lg:px-3',
                // Where the page scrolls the rows still do so in a place of their own.
                active && 'max-lg:h-[75dvh] max-lg:flex-none',
              )}
            >
              {active ? (
                <ResultPanel
                  key={`${tab.id} ${active.view().startedAtMs}`}
                  run={active}
                  name={tab.name}
                  limits={limits.value}
                  onGoToProblem={goToProblem}
                />
              ) : (
                <NothingAsked limits={limits.value} onExamples={showExamples} />
              )}
            </div>
          </div>
        </div>
      </div>
      {!wide && (
        <Sheet
          open={drawer}
          title="Schema and queries"
          side="right"
          onClose={() => setDrawer(false)}
        >
          {side}
        </Sheet>
      )}
    </div>
  );
}
