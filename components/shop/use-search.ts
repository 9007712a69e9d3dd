'use client';

import { useEffect, useState } from 'react';
import type { Tile } from '@/lib/shop/tile';
import { loadSearchIndex } from './search-index';
import { loadShelf } from './use-shelf';

export interface Found {
  readonly term: string;
  /** Everything found in all its tones, the one that was asked for first. */
  readonly tiles: readonly Tile[];
  /** How many different things that is. */
  readonly objects: number;
  /** The term as it was understood, where that is another one. */
  readonly corrected: string | null;
}

/** What a term finds; null while it is looked for. */
export function useSearch(term: string): { found: Found | null; failed: boolean; retry(): void } {
  const [found, setFound] = useState<Found | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is what searches again
  useEffect(() => {
    if (!term) return;
    let left = false;
    // The search itself is fetched with its index: the page without a term does without.
    Promise.all([import('@/lib/catalog/search'), loadSearchIndex(), loadShelf()]).then(
      ([{ searchProducts }, index, shelf]) => {
        if (left) return;
        const { hits, corrected } = searchProducts(index, term);
        const tiles = hits.flatMap(({ id, colourways }) =>
          [id, ...colourways.filter((other) => other !== id)].flatMap(
            (one) => shelf.get(one) ?? [],
          ),
        );
        setFound({ term, corrected, tiles, objects: hits.length });
      },
      () => {
        if (!left) setFailed(true);
      },
    );
    return () => {
      left = true;
    };
  }, [term, attempt]);

  return {
    found: found?.term === term ? found : null,
    failed,
    retry() {
      setFailed(false);
      setAttempt((last) => last + 1);
    },
  };
}
