import { PAGE_TYPES, type PageType } from '@/lib/events/vocabulary';

/** A page type as a letter: a session's way through many pages is then a short text. */
export function pageLetter(page: PageType): string {
  return String.fromCharCode('a'.charCodeAt(0) + PAGE_TYPES.indexOf(page));
}

/** The letter of an expression of page types, in SQL. */
export function letterOf(page: string): string {
  const cases = PAGE_TYPES.map((type) => `WHEN '${type}' THEN '${pageLetter(type)}'`);
  return `CASE ${page} ${cases.join(' ')} ELSE '?' END`;
}

/** The page type of an expression of letters, in SQL; `none` where there is no letter. */
export function pageOf(letter: string, none: string): string {
  const cases = PAGE_TYPES.map((type) => `WHEN '${pageLetter(type)}' THEN '${type}'`);
  return `CASE ${letter} ${cases.join(' ')} WHEN '' THEN '${none}' ELSE ${letter} END`;
}

/** What the letters stand for, in words. */
export const LETTERS_DOC = PAGE_TYPES.map((type) => `${pageLetter(type)} ${type}`).join(', ');
