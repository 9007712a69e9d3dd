import type { BadgeId } from '@/lib/catalog/product';
import { stockWords } from '@/lib/shop/stock';
import type { Tile } from '@/lib/shop/tile';

const WORDS: Readonly<Record<Exclude<BadgeId, 'sold_out' | 'last_few'>, string>> = {
  new: 'New',
  offer: 'Offer',
  loved: 'Well loved',
};

/** The first thing worth knowing of a product, in the corner of its tile. */
export function Badge({ tile }: { tile: Pick<Tile, 'badges' | 'stock'> }) {
  const [badge] = tile.badges;
  if (!badge) return null;
  const words =
    badge === 'sold_out' || badge === 'last_few' ? stockWords(tile.stock) : WORDS[badge];
  return (
    <span
      className={`absolute top-0 left-0 z-10 px-2.5 py-1 text-sm ${
        badge === 'offer' ? 'bg-accent text-on-accent' : 'bg-surface text-ink'
      }`}
    >
      {words}
    </span>
  );
}
