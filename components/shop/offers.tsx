import type { Tile } from '@/lib/shop/tile';
import { productPath } from './paths';
import { Price } from './price';
import { ProductPicture } from './product-picture';
import { ShopLink } from './shop-link';

/** Things that cost less than before, on one long table with a line between each. */
export function Offers({ tiles }: { tiles: readonly Tile[] }) {
  return (
    <section aria-labelledby="offers" className="mt-16 border-line border-y lg:mt-24">
      <div className="page-x">
        <div className="flex flex-wrap items-end justify-between gap-x-12 gap-y-2 pt-10">
          <h2 id="offers" className="font-display text-display">
            Less than before
          </h2>
          <p className="max-w-[44ch] text-muted text-sm">
            “Before” is the lowest price of the 30 days before, as the law has it, and as nobody
            ever paid.
          </p>
        </div>
        <ul className="-mx-5 mt-6 grid grid-cols-[repeat(auto-fit,minmax(max(8.5rem,40%),1fr))] sm:mx-0 lg:grid-cols-5">
          {tiles.map((tile, index) => (
            <li key={tile.id} className="border-line max-lg:border-t lg:not-last:border-r">
              <ShopLink
                href={productPath(tile.id)}
                element="product_tile"
                position={index + 1}
                productId={tile.id}
                className="group flex h-full flex-col px-4 pt-4 pb-8"
              >
                <ProductPicture
                  picture={tile.picture}
                  alt=""
                  sizes="(min-width: 90rem) 240px, (min-width: 64rem) 17vw, 44vw"
                  className="mx-auto w-full max-w-60 transition-transform duration-200 ease-out group-hover:-translate-y-1.5"
                />
                <span className="font-display text-title">{tile.name}</span>
                <span className="text-muted text-sm">{tile.tone_label}</span>
                <span className="mt-2">
                  <Price
                    productId={tile.id}
                    cents={tile.price_cents}
                    beforeCents={tile.compare_at_cents}
                  />
                </span>
              </ShopLink>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
