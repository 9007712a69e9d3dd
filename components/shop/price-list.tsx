import type { Product } from '@/lib/catalog/product';
import { productPath } from './paths';
import { Price } from './price';
import { ProductPicture } from './product-picture';
import { ShopLink } from './shop-link';

interface PriceListProps {
  readonly title: string;
  readonly products: readonly Product[];
}

/** A list to be read rather than looked at: name, tone, price. */
export function PriceList({ title, products }: PriceListProps) {
  return (
    <section aria-labelledby="price-list" className="page-x pt-16 lg:pt-24">
      <div className="grid grid-cols-1 gap-8 lg:grid-cols-12">
        <h2 id="price-list" className="font-display text-display lg:col-span-4">
          {title}
        </h2>
        <ul className="grid grid-cols-1 gap-x-8 border-line border-t sm:grid-cols-2 lg:col-span-8">
          {products.map((product, index) => (
            <li key={product.id} className="border-line border-b">
              <ShopLink
                href={productPath(product.id)}
                element="product_tile"
                position={index + 1}
                productId={product.id}
                className="group flex flex-wrap items-center gap-x-4 py-2"
              >
                <ProductPicture
                  picture={product.picture}
                  alt=""
                  sizes="64px"
                  className="size-[64px] shrink-0"
                />
                <span className="grow basis-24 decoration-1 underline-offset-4 group-hover:underline">
                  {product.name}
                  <span className="text-muted">, {product.tone_label.toLowerCase()}</span>
                </span>
                <Price productId={product.id} cents={product.price_cents} />
              </ShopLink>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
