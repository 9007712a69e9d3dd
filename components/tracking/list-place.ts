import { createContext } from 'react';

/** Where in a list a page is, known only in the browser: its address says so. */
export interface ListPlace {
  readonly searchTerm?: string;
  /** Which page of the list is shown. */
  readonly part: number;
  /** How the list is filtered and sorted: changing that is a click, also where it leads to part 1. */
  readonly narrowing: string;
}

/** Set around the PageView of a page that shows a list. */
export const ListPlaceContext = createContext<ListPlace | null>(null);
