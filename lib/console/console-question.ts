import { z } from 'zod';
import type { ConsoleQuestion } from './console-document';

const MOST_CHARACTERS = 100_000;
const MOST_PARAMETERS = 100;
const MOST_VALUE_CHARACTERS = 10_000;
const MOST_NAME_CHARS = 80;

const value = z.union(
  [
    z.string().max(MOST_VALUE_CHARACTERS),
    z.number().refine(Number.isFinite),
    z.boolean(),
    z.null(),
  ],
  {
    error: `give a text of at most ${MOST_VALUE_CHARACTERS} characters, a number, true, false or null`,
  },
);

const asked = {
  sql: z
    .string({ error: 'give a text' })
    .max(MOST_CHARACTERS, { error: `at most ${MOST_CHARACTERS} characters` })
    .refine((text) => text.trim() !== '', { error: 'write a SELECT' })
    .refine((text) => text.isWellFormed(), { error: 'this is no well-formed Unicode' })
    .refine((text) => !text.includes('\0'), { error: 'no NUL characters' }),
  parameters: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z_0-9]{0,63}$/), value)
    .refine((given) => Object.keys(given).length <= MOST_PARAMETERS, {
      error: `at most ${MOST_PARAMETERS} parameters`,
    })
    .optional(),
};

export const questionRule = z.strictObject(asked);

/** A query to be kept under a name. */
export const savingRule = z.strictObject({
  ...asked,
  name: z
    .string({ error: 'give a text' })
    .trim()
    .min(1, { error: 'give the query a name' })
    .refine((text) => [...text].length <= MOST_NAME_CHARS, {
      error: `at most ${MOST_NAME_CHARS} characters`,
    })
    .refine((text) => !/\p{Cc}/u.test(text), { error: 'no control characters' }),
  shared: z.boolean({ error: 'give true or false' }),
});

/** Why something that was sent is not taken, with the names of what is wrong. */
export interface BadInput {
  readonly message: string;
  readonly fields: readonly string[];
}

export function badInput(issues: readonly z.core.$ZodIssue[]): BadInput {
  const named = issues.map(({ path, message }) => ({ name: path.join('.') || 'body', message }));
  return {
    message: named.map(({ name, message }) => `${name}: ${message}`).join('; '),
    fields: [...new Set(named.map(({ name }) => name))],
  };
}

export type ReadQuestion =
  | { readonly ok: true; readonly question: ConsoleQuestion }
  | ({ readonly ok: false } & BadInput);

export function readQuestion(given: unknown): ReadQuestion {
  const read = questionRule.safeParse(given);
  return read.success
    ? { ok: true, question: read.data }
    : { ok: false, ...badInput(read.error.issues) };
}
