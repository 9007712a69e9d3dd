import { stockState } from '@/lib/shop/stock';
import type { Tile } from '@/lib/shop/tile';
import { Badge } from './badge';
import { productPath } from './paths';
import { Price } from './price';
import { ProductPicture } from './product-picture';
import { ShopLink } from './shop-link';
import { Stars } from './stars';
import { WishButton } from './wish-button';

interface ProductTileProps {
  readonly tile: Tile;
  readonly position: number;
  readonly sizes: string;
  /** The first of a shelf, twice as large. */
  readonly lead?: boolean;
  readonly eager?: boolean;
  /** Without stars, as in a rail. */
  readonly quiet?: boolean;
  /** Every tone of the object, where the tile stands for them all. */
  readonly family?: readonly Tile[];
}

export function ProductTile(props: ProductTileProps) {
  const { tile, position, sizes, lead, eager, quiet, family } = props;
  const { id, name, tone_label, tones, rating } = tile;
  const soldOut = stockState(tile.stock) === 'out';
  return (
    <div className="group relative h-full">
      <ShopLink
        href={productPath(id)}
        element="product_tile"
        position={position}
        productId={id}
        className="flex h-full flex-col"
      >
        <span
          data-tint={tile.department}
          className={`relative flex items-center justify-center overflow-hidden bg-tile ${lead ? 'aspect-square p-[6%] lg:aspect-auto lg:grow' : 'aspect-square p-[4%]'}`}
        >
          <Badge tile={tile} />
          <ProductPicture
            picture={tile.picture}
            alt=""
            sizes={sizes}
            eager={eager}
            className={`w-full max-w-[36rem] transition-transform duration-200 ease-out group-hover:-translate-y-1.5 ${soldOut ? 'opacity-55' : ''}`}
          />
        </span>
        <span className="mt-3 flex flex-wrap items-baseline gap-x-3">
          <span className={`grow basis-16 ${lead ? 'font-display text-title' : 'font-medium'}`}>
            {name}
          </span>
          <Price productId={id} cents={tile.price_cents} beforeCents={tile.compare_at_cents} />
        </span>
        <span className="flex flex-wrap items-center justify-between gap-x-3 text-muted text-sm">
          {family && family.length > 1 ? (
            <ToneDots family={family} />
          ) : (
            <span>
              {tone_label}
              {tones > 1 && `, one of ${tones} tones`}
            </span>
          )}
          {rating && !quiet && <Stars average={rating.average} className="h-3.5" />}
        </span>
      </ShopLink>
      <WishButton
        productId={id}
        name={`${name}, ${tone_label}`}
        position={position}
        look="corner"
      />
    </div>
  );
}

/** A dot for each tone, for those who cannot see them their names. */
function ToneDots({ family }: { family: readonly Tile[] }) {
  return (
    <span className="flex items-center gap-1.5 py-1">
      {family.map(({ tone }) => (
        <span key={tone} data-tone={tone} className="swatch" />
      ))}
      <span className="sr-only">in {family.map(({ tone_label }) => tone_label).join(', ')}</span>
    </span>
  );
}
