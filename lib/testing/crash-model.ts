import { inject } from 'vitest';

/** How long to search, and from where; `npm run crash-model` provides it. */
export interface SearchEffort {
  readonly runs: number;
  readonly seed: number;
}

/** What a search saw, so that nobody takes an empty one for a proof. */
export type SearchCounts = Record<string, number>;

declare module 'vitest' {
  interface ProvidedContext {
    readonly searchEffort?: SearchEffort;
  }
  interface TaskMeta {
    searchCounts?: SearchCounts;
  }
}

export function searchEffort(runs: number): SearchEffort {
  return inject('searchEffort') ?? { runs, seed: 7 };
}

/** Far more than a busy machine needs, for `test`. */
export function searchTimeout({ runs }: SearchEffort): number {
  return 60_000 + runs * 200;
}
