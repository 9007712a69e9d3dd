import type { QueryValue } from '@/lib/analytics/query-engine';
import { ConsoleError } from './console-engine';
import { NOT_CODE, rewritten } from './rewriting';

/** SQL with `?` for each `:name`, as engines take it. */
export interface Filled {
  readonly sql: string;
  readonly parameters: readonly QueryValue[];
  /** The place in the SQL as it was asked, of a place in this one. */
  back(at: number): number;
}

/** What is not code, a cast, `:name` and `?`. */
const TOKEN = new RegExp(`${NOT_CODE}|::|:([A-Za-z_][A-Za-z_0-9]*)|\\?`, 'g');

/** The names that a statement asks for, in the order they first come. */
export function parameterNames(sql: string): readonly string[] {
  return [...new Set([...sql.matchAll(TOKEN)].flatMap(([, name]) => (name ? [name] : [])))];
}

/** @throws {ConsoleError} `invalid` where a name has no value, or a value no name. */
export function fillIn(sql: string, given: Readonly<Record<string, QueryValue>>): Filled {
  const parameters: QueryValue[] = [];
  const { text, back } = rewritten(sql, TOKEN, ({ 0: token, 1: name, index }) => {
    if (token === '?') {
      throw new ConsoleError('invalid', 'give a parameter a name: write :name, not ?', index);
    }
    if (name === undefined) return null;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) {
      throw new ConsoleError('invalid', `the parameter :${name} has no value`, index);
    }
    parameters.push(value);
    return '?';
  });
  const names = new Set(parameterNames(sql));
  const unknown = Object.keys(given).find((name) => !names.has(name));
  if (unknown !== undefined) {
    const name = JSON.stringify(unknown.slice(0, 40));
    throw new ConsoleError('invalid', `the SQL has no parameter called ${name}`);
  }
  return { sql: text, parameters, back };
}
