import { rememberError } from './recent-errors';

/** What JSON leaves as it is and a terminal or a log viewer acts on. */
const ACTIVE = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * Writes a fault to the error output as one line of JSON. What a client sent may stand in its
 * message, and could otherwise forge lines or steer the terminal that shows them.
 */
export function logError(where: string, error: unknown): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  rememberError(where, message);
  console.error(errorLine({ level: 'error', where, name, message, stack }));
}

function errorLine(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(fields).replace(
    ACTIVE,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
