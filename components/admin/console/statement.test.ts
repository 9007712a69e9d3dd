import { expect, test } from 'vitest';
import { askedOf } from './statement';

/** What is asked with the cursor at the bar, or between two. */
function asked(marked: string): string {
  const text = marked.replaceAll('|', '');
  const from = marked.indexOf('|');
  const to = marked.lastIndexOf('|') - (marked.lastIndexOf('|') > from ? 1 : 0);
  const { sql, from: start } = askedOf(text, { from, to });
  expect(text.slice(start, start + sql.length)).toBe(sql);
  return sql;
}

test('a selection is asked alone', () => {
  expect(asked('SELECT 1, | 2; |SELECT 3')).toBe('2');
  expect(asked('SELECT | |1')).toBe('SELECT  1');
});

test('without one, the statement at the cursor', () => {
  expect(asked(' SELECT 1|\nFROM events ;\n')).toBe('SELECT 1\nFROM events');
  expect(asked('SELECT 1|; SELECT 2')).toBe('SELECT 1');
  expect(asked('SELECT 1;| SELECT 2')).toBe('SELECT 2');
  expect(asked('SELECT 1; SELECT 2;\n\n|')).toBe('SELECT 2');
  expect(asked('|;; SELECT 2')).toBe('SELECT 2');
  expect(asked("SELECT ';' |AS x -- ;\n, 2")).toBe("SELECT ';' AS x -- ;\n, 2");
  expect(asked(' | ')).toBe('');
});
