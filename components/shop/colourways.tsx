import type { Product } from '@/lib/catalog/product';
import { productPath } from './paths';
import { ProductPicture } from './product-picture';
import { ShopLink } from './shop-link';

interface ColourwaysProps {
  readonly colourways: readonly Product[];
  readonly current: Product;
}

/** The same object in its other tones, each a page of its own. */
export function Colourways({ colourways, current }: ColourwaysProps) {
  return (
    <div>
      <p className="text-sm">
        <span className="text-muted">Tone</span> {current.tone_label}
      </p>
      {colourways.length > 1 && (
        <ul aria-label="Tones" className="mt-2 flex flex-wrap gap-2">
          {colourways.map((product, index) => (
            <li key={product.id}>
              <ShopLink
                href={productPath(product.id)}
                element="colourway"
                position={index + 1}
                productId={product.id}
                scroll={false}
                aria-label={product.tone_label}
                aria-current={product.id === current.id ? 'true' : undefined}
                data-tint={product.department}
                className="block border border-transparent bg-tile p-1 transition-colors duration-150 hover:border-muted aria-[current]:border-ink"
              >
                <ProductPicture picture={product.picture} alt="" sizes="64px" className="size-16" />
              </ShopLink>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
