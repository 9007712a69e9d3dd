import { expect, test } from 'vitest';
import { ALLOWED_FUNCTIONS } from '@/lib/console/gate-functions';
import { TRINO_FUNCTIONS } from './trino-functions';

/** Written like functions, and part of the grammar. */
const SYNTAX = ['coalesce', 'try_cast'];

test('completion offers nothing that the console refuses', () => {
  const refused = TRINO_FUNCTIONS.map(([name]) => name).filter(
    (name) => !ALLOWED_FUNCTIONS.has(name) && !SYNTAX.includes(name),
  );
  expect(refused).toEqual([]);
});
