import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MUTANTS } from './table';

const read = (path: string) => readFileSync(path, 'utf8');

test('there are at least a dozen mutants, each with a name of its own', () => {
  expect(MUTANTS.length).toBeGreaterThanOrEqual(12);
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
});

test.each(MUTANTS)('$name still changes one place of its file', ({ file, find, replace }) => {
  expect(read(file).split(find)).toHaveLength(2);
  expect(replace).not.toBe(find);
});

test.each(MUTANTS)('$name still has its guard', ({ tests, guard }) => {
  expect(read(tests)).toContain(`'${guard}'`);
});
