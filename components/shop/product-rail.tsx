import type { ReactNode } from 'react';
import type { Tile } from '@/lib/shop/tile';
import { ProductTile } from './product-tile';

interface ProductRailProps {
  readonly id: string;
  readonly title: string;
  readonly words?: ReactNode;
  readonly tiles: readonly Tile[];
}

/** One row that scrolls sideways, past the margin, so that one sees that it goes on. */
export function ProductRail({ id, title, words, tiles }: ProductRailProps) {
  return (
    <section aria-labelledby={id} className="pt-16 lg:pt-24">
      <div className="page-x flex flex-wrap items-end justify-between gap-x-12 gap-y-2">
        <h2 id={id} className="font-display text-display">
          {title}
        </h2>
        {words && <p className="max-w-[40ch] text-muted">{words}</p>}
      </div>
      <ul className="rail no-scrollbar mt-8 flex snap-x gap-4 overflow-x-auto pb-2 lg:gap-6">
        {tiles.map((tile, index) => (
          <li key={tile.id} className="w-[62vw] max-w-72 shrink-0 snap-start sm:w-[34vw]">
            <ProductTile
              tile={tile}
              position={index + 1}
              quiet
              sizes="(min-width: 53rem) 288px, (min-width: 40rem) 34vw, 62vw"
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
