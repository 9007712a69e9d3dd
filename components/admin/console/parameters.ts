import type { QueryValue } from '@/lib/analytics/query-engine';

export const PARAMETER_KINDS = ['text', 'number', 'date'] as const;
export type ParameterKind = (typeof PARAMETER_KINDS)[number];

/** What is filled in for a name, as it is typed. */
export interface Filling {
  readonly text: string;
  readonly kind: ParameterKind;
  /** Whether somebody chose the kind; it is guessed otherwise. */
  readonly chosen: boolean;
}

export type Fillings = Readonly<Record<string, Filling>>;

/** Texts, quoted names and comments, in which a colon means nothing; or a name after a colon. */
const TOKENS = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|:([a-z_]\w*)|::/gi;

/** The names after a colon in SQL, each once, in the order in which they come. */
export function parameterNames(sql: string): readonly string[] {
  const names = [...sql.matchAll(TOKENS)].flatMap(([, name]) => (name ? [name] : []));
  return [...new Set(names)];
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_NAME = /(^|_)(day|date|dt|since|until|from|to)($|_)/i;
const NUMBER_NAME = /(^|_)(n|ms|count|least|most|min|max|limit|seconds|minutes|hours|days)($|_)/i;

/** What a text looks like; where there is none, what its name says. */
export function guessKind(name: string, text: string): ParameterKind {
  if (text.trim() === '') {
    return NUMBER_NAME.test(name) ? 'number' : DATE_NAME.test(name) ? 'date' : 'text';
  }
  if (isNumber(text)) return 'number';
  return DATE.test(text.trim()) ? 'date' : 'text';
}

/** What stands there for a name, or an empty place for it. */
export function fillingOf(fillings: Fillings, name: string): Filling {
  const filling = Object.hasOwn(fillings, name) ? fillings[name] : undefined;
  return filling ?? { text: '', kind: guessKind(name, ''), chosen: false };
}

/** Fillings for values that a query was saved or asked with. */
export function fillingsOf(values: Readonly<Record<string, QueryValue>> = {}): Fillings {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const text = value === null ? '' : String(value);
      const guessed = guessKind(name, text);
      // A text of digits stays a text.
      const kind = typeof value === 'string' && guessed === 'number' ? 'text' : guessed;
      return [name, { text, kind, chosen: kind !== guessed }];
    }),
  );
}

export type Filled =
  | { readonly ok: true; readonly values: Readonly<Record<string, QueryValue>> }
  | { readonly ok: false; readonly name: string; readonly message: string };

/** The values to ask with: every name that the SQL has, and no other. */
export function valuesOf(sql: string, fillings: Fillings): Filled {
  const values: [string, QueryValue][] = [];
  for (const name of parameterNames(sql)) {
    const { text, kind } = fillingOf(fillings, name);
    const trimmed = text.trim();
    if (kind === 'number' && !isNumber(trimmed)) {
      return { ok: false, name, message: `:${name} takes a number.` };
    }
    if (kind === 'date' && !DATE.test(trimmed)) {
      return { ok: false, name, message: `:${name} takes a date, such as 2026-01-31.` };
    }
    values.push([name, kind === 'number' ? Number(trimmed) : kind === 'date' ? trimmed : text]);
  }
  return { ok: true, values: Object.fromEntries(values) };
}

function isNumber(text: string): boolean {
  return (
    /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) && Number.isFinite(Number(text))
  );
}
