import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { SQLNamespace } from '@codemirror/lang-sql';
import { syntaxTree } from '@codemirror/language';
import type { CatalogColumn, CatalogRelation } from '@/lib/console/catalog-document';
import { TRINO_FUNCTIONS } from './trino-functions';

/** Relations and their columns, for completion after a dot and after FROM. */
export function namespaceOf(relations: readonly CatalogRelation[]): SQLNamespace {
  return Object.fromEntries(
    relations.map(({ name, description, columns }) => [
      name,
      {
        self: { label: name, type: 'class', detail: 'relation', info: description, boost: 2 },
        children: columns.map((column) => columnOf(column, null)),
      },
    ]),
  );
}

/**
 * Columns by their name alone: of the relations that a text mentions, else of all of them. A name that
 * several have is offered once.
 */
export function columnsFor(
  text: string,
  relations: readonly CatalogRelation[],
): readonly Completion[] {
  const words = new Set(text.toLowerCase().match(/\w+/g));
  const mentioned = relations.filter(({ name }) => words.has(name.toLowerCase()));
  const read = mentioned.length > 0 ? mentioned : relations;
  const offered = new Map<string, Completion>();
  for (const { name: relation, columns } of read) {
    for (const column of columns) {
      if (!offered.has(column.name)) offered.set(column.name, columnOf(column, relation));
    }
  }
  return [...offered.values()];
}

const FUNCTIONS: readonly Completion[] = TRINO_FUNCTIONS.map(([name, form, about]) => ({
  label: name,
  type: 'function',
  detail: form,
  info: about,
  apply: (view, _, from, to) => {
    // Between the brackets.
    const selection = { anchor: from + name.length + 1 };
    view.dispatch({ changes: { from, to, insert: `${name}()` }, selection });
  },
}));

/** Where words are no names of ours. */
const ELSEWHERE = new Set(['String', 'QuotedIdentifier', 'LineComment', 'BlockComment']);

/** What may stand where a word begins: columns and functions. Keywords and relations come from the language. */
export function wordSource(relations: readonly CatalogRelation[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/\w+/);
    if (!word && !context.explicit) return null;
    const from = word?.from ?? context.pos;
    // After a dot the relation's own columns are offered, after a colon nothing is.
    if (/[.:]/.test(context.state.sliceDoc(from - 1, from))) return null;
    if (ELSEWHERE.has(syntaxTree(context.state).resolveInner(context.pos, -1).name)) return null;
    return {
      from,
      options: [...columnsFor(context.state.doc.toString(), relations), ...FUNCTIONS],
      validFor: /^\w*$/,
    };
  };
}

function columnOf(column: CatalogColumn, relation: string | null): Completion {
  const { name, type, description, example } = column;
  return {
    label: name,
    type: 'property',
    detail: relation === null ? type : `${type} · ${relation}`,
    info: example === null ? description : `${description} For example ${example}.`,
    boost: 1,
  };
}
