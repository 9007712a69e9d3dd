import { ConsoleError, isConsoleError } from './console-engine';
import { characterAt } from './position';

/** Kinds of errors that DuckDB answers to wrong SQL or values; anything else is its own trouble. */
const CALLERS_FAULT = new Set([
  'Parser',
  'Binder',
  'Catalog',
  'Conversion',
  'Invalid Input',
  'Out of Range',
  'Not implemented',
  'Permission',
  'Mismatch Type',
]);

interface Told {
  readonly exception_type?: unknown;
  readonly exception_message?: unknown;
  readonly position?: unknown;
}

/**
 * What DuckDB says of a statement, where its errors are JSON: without the lake's place on this machine,
 * and with the character of the SQL that it is about.
 */
export function duckdbError(error: unknown, sql: string, root: string): ConsoleError {
  if (isConsoleError(error)) return error;
  const text = error instanceof Error ? error.message : String(error);
  const { exception_type: type, exception_message: words, position } = toldBy(text);
  const message = String(words ?? text).replaceAll(root, 'the lake');
  const at = position === undefined ? null : characterAt(sql, Number(position));
  if (type === 'Out of Memory' || /^Out of Memory/i.test(text)) {
    return new ConsoleError(
      'memory',
      'this takes more memory than a query may have; ask for fewer days, groups or columns at once',
      at,
    );
  }
  // What JavaScript says of a text of half a gigabyte.
  if (/^Cannot create a string longer/.test(text)) {
    return new ConsoleError('too_large', 'a single value is longer than can be handed on');
  }
  const invalid = CALLERS_FAULT.has(String(type)) || /^Failed to bind value/.test(text);
  return new ConsoleError(invalid ? 'invalid' : 'failed', message, at, { cause: error });
}

/** The JSON in a message; an empty object where it holds none. */
function toldBy(text: string): Told {
  const from = text.indexOf('{"exception_type"');
  if (from < 0) return {};
  try {
    return JSON.parse(text.slice(from));
  } catch {
    return {}; // Cut off, or something that only looks like it: the text itself is shown.
  }
}
