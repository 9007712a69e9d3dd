import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Rows of the fault catalogue but for the SQL console's. */
const NUMBERS = Array.from({ length: 47 }, (_, n) => n + 1).filter((n) => n !== 41);
const ROW = /^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$/gm;
const NAMED = /^`([^`]+)`: (.+)$/;

const rows = [...readFileSync('docs/reliability.md', 'utf8').matchAll(ROW)].map(
  ([, number, fault, mustHold, heldBy]) => ({
    number: Number(number),
    fault: fault ?? '',
    mustHold: mustHold ?? '',
    heldBy: heldBy ?? '',
  }),
);

test('every fault has its row', () => {
  expect([...new Set(rows.map(({ number }) => number))].sort((a, b) => a - b)).toEqual(NUMBERS);
});

test('every row names a test that stands in the file it names', () => {
  const wrong = rows.flatMap(({ number, fault, heldBy }) => {
    const [, file, title] = NAMED.exec(heldBy) ?? [];
    if (!file || !title) return `${number} ${fault}: names no test (${heldBy})`;
    if (!existsSync(file)) return `${number} ${fault}: there is no ${file}`;
    return writtenIn(file, title) ? [] : `${number} ${fault}: ${file} has no test "${title}"`;
  });
  expect(wrong).toEqual([]);
});

/** As the first argument of a call, in whatever quotes. */
function writtenIn(file: string, title: string): boolean {
  const source = readFileSync(file, 'utf8');
  return ["'", '"', '`'].some((quote) => {
    const literal = quote + title.replaceAll(quote, `\\${quote}`) + quote;
    return source
      .split(literal)
      .slice(0, -1)
      .some((before) => /\(\s*$/.test(before));
  });
}
