import { useEffect, useState } from 'react';
import type { Editor } from './editor';
import type { NoteWords } from './note';
import { valuesOf } from './parameters';
import { placeOf } from './problem-place';
import type { RunView } from './query-run';
import type { ConsoleTab } from './tabs';
import { useQueryRuns, useRunning, useRunView } from './use-query-runs';

interface ConsoleRunOptions {
  readonly tab: ConsoleTab;
  readonly editor: Editor | null;
  onNote(note: NoteWords | null): void;
  /** A query of the tab in front has ended, however. */
  onEnd(): void;
}

interface Wrong {
  readonly tabId: string;
  readonly name: string;
  readonly message: string;
}

const WRITTEN_DOWN_MS = 1_500;

/** Running what the tab in front says, and marking in it what was wrong. */
export function useConsoleRun({ tab, editor, onNote, onEnd }: ConsoleRunOptions) {
  const { runs, start, drop } = useQueryRuns();
  const running = useRunning(runs);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const active = runs.get(tab.id);
  const view = useRunView(active);
  const problem = view?.problem ?? null;
  const ended = view !== null && view.state !== 'running';

  // biome-ignore lint/correctness/useExhaustiveDependencies: a text that goes on changing gets its mark back by asking again
  useEffect(() => {
    const place = view && markedPlace(view, tab.sql);
    editor?.mark(place, problem?.message ?? '');
  }, [editor, problem]);

  useEffect(() => {
    if (!ended) return;
    onEnd();
    // The server writes the end down after it has told it.
    const again = setTimeout(onEnd, WRITTEN_DOWN_MS);
    return () => clearTimeout(again);
  }, [ended, onEnd]);

  function run() {
    if (!editor) return;
    const { sql, from } = editor.asked();
    if (sql === '') return onNote({ text: 'There is nothing to run yet: write a SELECT.' });
    const filled = valuesOf(sql, tab.fillings);
    if (!filled.ok) return setWrong({ tabId: tab.id, ...filled });
    setWrong(null);
    onNote(null);
    start(tab.id, { sql, parameters: filled.values }, from);
  }

  function goToProblem() {
    const place = view && markedPlace(view, tab.sql);
    if (place) editor?.goTo(place);
  }

  return {
    ...{ run, goToProblem, drop, active, running },
    cancel: () => active?.cancel(),
    wrong: wrong?.tabId === tab.id ? wrong : null,
  };
}

/** Where in a tab's text the problem lies; null where nobody says, or where that text has gone. */
function markedPlace({ problem, question, from }: RunView, text: string) {
  if (problem?.line == null || !text.startsWith(question.sql, from)) return null;
  const place = placeOf(question.sql, problem.line, problem.column);
  return { from: from + place.from, to: from + place.to };
}
