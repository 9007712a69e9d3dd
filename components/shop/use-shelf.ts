'use client';

import { useEffect, useState } from 'react';
import type { Tile } from '@/lib/shop/tile';

export type Shelf =
  | { readonly step: 'loading' }
  | { readonly step: 'there'; readonly tiles: ReadonlyMap<string, Tile> }
  | { readonly step: 'unreachable' };

let loading: Promise<ReadonlyMap<string, Tile>> | undefined;

/** The catalogue, fetched once a document and only where something of it is to be shown. */
export function loadShelf(): Promise<ReadonlyMap<string, Tile>> {
  loading ??= fetchShelf().catch((error: unknown) => {
    // Not kept: the next one to ask tries again.
    loading = undefined;
    throw error;
  });
  return loading;
}

async function fetchShelf(): Promise<ReadonlyMap<string, Tile>> {
  const response = await fetch('/shelf.json');
  if (!response.ok) throw new Error(`the shelf answered ${response.status}`);
  const tiles: readonly Tile[] = await response.json();
  return new Map(tiles.map((tile) => [tile.id, tile]));
}

/** Loads the shelf as soon as it is `wanted`; `retry` asks again after a failure. */
export function useShelf(wanted: boolean): { shelf: Shelf; retry(): void } {
  const [shelf, setShelf] = useState<Shelf>({ step: 'loading' });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is what loads it again
  useEffect(() => {
    if (!wanted) return;
    let left = false;
    const show = (next: Shelf) => {
      if (!left) setShelf(next);
    };
    loadShelf().then(
      (tiles) => show({ step: 'there', tiles }),
      () => show({ step: 'unreachable' }),
    );
    return () => {
      left = true;
    };
  }, [wanted, attempt]);

  return {
    shelf,
    retry() {
      setShelf({ step: 'loading' });
      setAttempt((last) => last + 1);
    },
  };
}
