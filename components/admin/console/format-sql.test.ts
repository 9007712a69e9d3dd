import { expect, test } from 'vitest';
import { EXAMPLE_QUERIES } from './examples';
import { formatSql } from './format-sql';
import { parameterNames } from './parameters';

test('SQL is laid out, and its parameters stay what they are', async () => {
  expect(await formatSql("select a,b from events where dt>=:since and c=':x' -- why")).toBe(
    [
      'SELECT',
      '  a,',
      '  b',
      'FROM',
      '  events',
      'WHERE',
      '  dt >= :since',
      "  AND c = ':x' -- why",
    ].join('\n'),
  );
  for (const { sql } of EXAMPLE_QUERIES) {
    const formatted = await formatSql(sql);
    expect(parameterNames(formatted)).toEqual(['since']);
    expect(await formatSql(formatted)).toBe(formatted);
  }
});

test('what is no SQL is not touched', async () => {
  await expect(formatSql('SELECT ((( FROM')).rejects.toThrow();
});
