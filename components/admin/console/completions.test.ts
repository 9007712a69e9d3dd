import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import type { CatalogRelation } from '@/lib/console/catalog-document';
import { columnsFor, wordSource } from './completions';
import { TRINO } from './trino-dialect';

function relation(name: string, columns: readonly string[]): CatalogRelation {
  return {
    ...{ name, description: `About ${name}.`, sources: [], stored: null },
    columns: columns.map((column) => ({
      ...{ name: column, type: 'varchar', description: `Says ${column}.` },
      ...{ partition: false, nullable: false, since: null },
      ...{ example: null, models: [], reports: [] },
    })),
  };
}
const RELATIONS = [relation('events', ['event_id', 'dt']), relation('sessions', ['dt', 'revenue'])];

/** What is offered where the bar stands. */
function offered(text: string, explicit = false): readonly string[] | null {
  const pos = text.indexOf('|');
  const state = EditorState.create({ doc: text.replace('|', ''), extensions: [TRINO.language] });
  const result = wordSource(RELATIONS)(new CompletionContext(state, pos, explicit));
  return result ? result.options.map(({ label }) => label) : null;
}

test('columns are those of the relations that are mentioned, each name once', () => {
  const names = (text: string) => columnsFor(text, RELATIONS).map(({ label }) => label);
  expect(names('SELECT ')).toEqual(['event_id', 'dt', 'revenue']);
  expect(names('select x from SESSIONS')).toEqual(['dt', 'revenue']);
  expect(columnsFor('from sessions', RELATIONS)[0]?.detail).toBe('varchar · sessions');
});

test('columns and functions are offered where a word begins', () => {
  expect(offered('SELECT rev| FROM sessions')).toContain('revenue');
  expect(offered('SELECT rev| FROM sessions')).toContain('approx_distinct');
  expect(offered('SELECT rev| FROM sessions')).not.toContain('event_id');
  expect(offered('SELECT | FROM events', true)).toContain('event_id');
});

test('nothing is offered unasked, after a dot, after a colon, in texts and in comments', () => {
  expect(offered('SELECT | FROM events')).toBeNull();
  expect(offered('SELECT e.ev| FROM events AS e')).toBeNull();
  expect(offered('SELECT 1 WHERE dt = :d|')).toBeNull();
  expect(offered("SELECT 'ev|' FROM events")).toBeNull();
  expect(offered('SELECT 1 -- ev|')).toBeNull();
});
