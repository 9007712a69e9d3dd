import { z } from 'zod';

/** The rule of a setting that is a whole number between two, both included. */
export function wholeNumber(least: number, most: number) {
  const error = `give a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}
