import { InvalidArgumentError } from 'commander';

/** Parses an option that counts or seeds. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('give a whole number');
  return value;
}
