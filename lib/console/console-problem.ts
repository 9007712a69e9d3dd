import { logError } from '@/lib/common/log-error';
import type { ConsoleProblem } from './console-document';
import { ConsoleError, isConsoleError } from './console-engine';
import { positionOf } from './position';

/** Somebody's own doing, which needs no line in the server's log. */
const THEIRS = new Set([
  'refused',
  'invalid',
  'timeout',
  'memory',
  'too_large',
  'cancelled',
  'busy',
]);

/** What went wrong, as it is told to who asked, with its place in the SQL as it was asked. */
export function problemOf(error: unknown, sql: string): ConsoleProblem {
  if (!isConsoleError(error)) {
    logError('console', error);
    return { code: 'failed', message: 'the server failed to answer', line: null, column: null };
  }
  if (!THEIRS.has(error.code)) logError(`console ${error.code}`, error);
  const { code, message, at } = error;
  const { line, column } = at === null ? { line: null, column: null } : positionOf(sql, at);
  return { code, message, line, column };
}

/** The same parts; what goes wrong is about another text, in which its place is told by `back`. */
export async function* placed<T>(
  parts: AsyncIterable<T>,
  back: (at: number) => number,
): AsyncGenerator<T> {
  try {
    yield* parts;
  } catch (error) {
    if (!isConsoleError(error) || error.at === null) throw error;
    throw new ConsoleError(error.code, error.message, back(error.at), { cause: error });
  }
}
