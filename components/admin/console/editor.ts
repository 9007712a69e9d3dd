import { closeCompletion } from '@codemirror/autocomplete';
import { indentWithTab } from '@codemirror/commands';
import { sql } from '@codemirror/lang-sql';
import { diagnosticCount, lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import type { CatalogRelation } from '@/lib/console/catalog-document';
import { namespaceOf, wordSource } from './completions';
import { EDITOR_LOOK } from './editor-look';
import type { Place } from './problem-place';
import { type Asked, askedOf } from './statement';
import { TRINO } from './trino-dialect';
import { typedOver } from './typed-over';

export interface EditorOptions {
  readonly parent: HTMLElement;
  /** The document's own: styles that are made later are let in by it. */
  readonly nonce: string;
  /** Id of the words that say how to leave it by keyboard. */
  readonly hintId: string;
  onChange(text: string): void;
  onRun(): void;
  onFormat(): void;
}

/** The text of one tab at a time; each keeps its cursor, its history and its marks. */
export interface Editor {
  /** Brings a tab to the front: as it was left, or with this text where it is new. */
  show(tabId: string, text: string): void;
  forget(tabId: string): void;
  /** What completion knows. */
  know(relations: readonly CatalogRelation[]): void;
  asked(): Asked;
  /** In the place of everything, as one step that can be undone. */
  replace(text: string): void;
  /** At the cursor. */
  insert(text: string): void;
  /** Marks where something is wrong until the text changes; null takes the mark away. */
  mark(place: Place | null, message: string): void;
  goTo(place: Place): void;
  focus(): void;
  end(): void;
}

/** CodeMirror as the console wants it. */
export function createEditor(options: EditorOptions): Editor {
  const { parent, nonce, hintId, onChange, onRun, onFormat } = options;
  const language = new Compartment();
  const states = new Map<string, EditorState>();
  let known: Extension = languageOf([]);
  let shown: string | null = null;

  const acting = (act: () => void) => (at: EditorView) => {
    closeCompletion(at);
    act();
    return true;
  };
  const extensions = [
    Prec.highest(
      keymap.of([
        { key: 'Mod-Enter', run: acting(onRun) },
        { key: 'Shift-Alt-f', run: acting(onFormat) },
      ]),
    ),
    basicSetup,
    keymap.of([indentWithTab]),
    lintGutter(),
    language.of(known),
    EDITOR_LOOK,
    typedOver,
    EditorView.lineWrapping,
    EditorView.cspNonce.of(nonce),
    EditorView.contentAttributes.of({
      'aria-label': 'SQL',
      'aria-describedby': hintId,
      spellcheck: 'false',
      // Editable as it is, it takes the focus; this says so to those who look for it.
      tabindex: '0',
    }),
    placeholder('SELECT …'),
    EditorView.updateListener.of(({ docChanged, state, view: at }) => {
      if (!docChanged) return;
      onChange(state.doc.toString());
      // What was wrong was wrong with the text as it was.
      if (diagnosticCount(state) > 0) {
        queueMicrotask(() => at.dispatch(setDiagnostics(at.state, [])));
      }
    }),
  ];
  const stateOf = (doc: string) => EditorState.create({ doc, extensions });
  const view = new EditorView({ parent, state: stateOf('') });

  return {
    show(tabId, text) {
      if (shown === tabId) return;
      if (shown !== null) states.set(shown, view.state);
      view.setState(states.get(tabId) ?? stateOf(text));
      view.dispatch({ effects: language.reconfigure(known) });
      shown = tabId;
    },
    forget(tabId) {
      states.delete(tabId);
      if (shown === tabId) shown = null;
    },
    know(relations) {
      known = languageOf(relations);
      view.dispatch({ effects: language.reconfigure(known) });
    },
    asked: () => askedOf(view.state.doc.toString(), view.state.selection.main),
    replace(text) {
      const { length } = view.state.doc;
      view.dispatch({ changes: { from: 0, to: length, insert: text }, userEvent: 'input.format' });
    },
    insert(text) {
      view.dispatch(view.state.replaceSelection(text), {
        userEvent: 'input',
        scrollIntoView: true,
      });
    },
    mark(place, message) {
      const { length } = view.state.doc;
      const marks = place
        ? [{ ...visible(place, length), severity: 'error' as const, message }]
        : [];
      view.dispatch(setDiagnostics(view.state, marks));
    },
    goTo({ from }) {
      const anchor = Math.min(from, view.state.doc.length);
      view.dispatch({ selection: { anchor }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
    end: () => view.destroy(),
  };
}

function languageOf(relations: readonly CatalogRelation[]): Extension {
  return [
    sql({ dialect: TRINO, schema: namespaceOf(relations), upperCaseKeywords: true }),
    TRINO.language.data.of({ autocomplete: wordSource(relations) }),
  ];
}

/** A mark of nothing would not be seen: it takes the character before it. */
function visible({ from, to }: Place, length: number): Place {
  const end = Math.min(Math.max(to, from + 1), length);
  return { from: Math.max(0, Math.min(from, end - 1)), to: end };
}
