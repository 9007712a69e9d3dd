'use client';

import { useEffect } from 'react';
import { buttonClass } from '@/components/ui/button';
import { ProductTile } from './product-tile';
import { ShelfUnreachable } from './shelf-unreachable';
import { ShopLink } from './shop-link';
import { useShelf } from './use-shelf';
import { useWishlist } from './use-wishlist';

/** The wishlist as a shelf; the heart on a tile takes it off. */
export function WishlistView() {
  const { wishlist, dispatch } = useWishlist();
  const filled = wishlist !== null && wishlist.length > 0;
  const { shelf, retry } = useShelf(filled);
  const known = shelf.step === 'there' ? shelf.tiles : null;
  useEffect(() => {
    if (filled && known) dispatch({ type: 'keep_known', isKnown: (id) => known.has(id) });
  }, [filled, known, dispatch]);

  if (filled && shelf.step === 'unreachable') return <ShelfUnreachable onRetry={retry} />;
  if (!wishlist || (filled && !known)) return <Waiting />;
  const tiles = wishlist.flatMap((id) => known?.get(id) ?? []);
  if (tiles.length === 0) return <NoWishes />;
  return (
    <ul className="mt-8 grid grid-cols-[repeat(auto-fill,minmax(max(8.5rem,40%),1fr))] gap-x-4 gap-y-10 border-line border-t pt-6 lg:grid-cols-4 lg:gap-x-6">
      {tiles.map((tile, index) => (
        <li key={tile.id}>
          <ProductTile
            tile={tile}
            position={index + 1}
            sizes="(min-width: 90rem) 300px, (min-width: 64rem) 22vw, 42vw"
          />
        </li>
      ))}
    </ul>
  );
}

function Waiting() {
  return (
    <div className="mt-8 min-h-96 border-line border-t pt-6 text-muted" aria-busy>
      <p className="noscript:hidden">Looking up your wishes.</p>
      <noscript>
        <p>The wishlist lives in this browser, and takes JavaScript to open.</p>
      </noscript>
    </div>
  );
}

function NoWishes() {
  return (
    <div className="mt-8 border-line border-t py-12">
      <p className="max-w-[24ch] font-display text-title lg:text-[2.25rem]">
        Nothing wished for. That is one way to be content.
      </p>
      <p className="mt-3 max-w-[44ch] text-muted">
        The heart on any picture puts it here, and in this browser only.
      </p>
      <ShopLink href="/" element="continue_shopping" className={`${buttonClass()} mt-8`}>
        Have a look round
      </ShopLink>
    </div>
  );
}
