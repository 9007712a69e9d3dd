import { colourwaysOf } from '@/lib/catalog/catalog';
import type { Product } from '@/lib/catalog/product';
import { productPath } from './paths';
import { Price } from './price';
import { ProductPicture } from './product-picture';
import { ShopLink } from './shop-link';

interface ProductTileProps {
  readonly product: Product;
  readonly position: number;
  readonly sizes: string;
  /** The first of a shelf, twice as large. */
  readonly lead?: boolean;
  readonly eager?: boolean;
}

export function ProductTile({ product, position, sizes, lead, eager }: ProductTileProps) {
  const tones = colourwaysOf(product).length;
  return (
    <ShopLink
      href={productPath(product.id)}
      element="product_tile"
      position={position}
      productId={product.id}
      className="group flex h-full flex-col"
    >
      <span
        data-tint={product.department}
        className={`flex flex-1 items-center justify-center overflow-hidden bg-tile ${lead ? 'p-[6%]' : 'p-[4%]'}`}
      >
        <ProductPicture
          picture={product.picture}
          alt=""
          sizes={sizes}
          eager={eager}
          className="w-full max-w-[36rem] transition-transform duration-200 ease-out group-hover:-translate-y-1.5"
        />
      </span>
      <span className="mt-3 flex flex-wrap items-baseline gap-x-3">
        <span className={`grow basis-16 ${lead ? 'font-display text-title' : 'font-medium'}`}>
          {product.name}
        </span>
        <Price cents={product.price_cents} />
      </span>
      <span className="text-muted text-sm">
        {product.tone_label}
        {tones > 1 && `, one of ${tones} tones`}
      </span>
    </ShopLink>
  );
}
