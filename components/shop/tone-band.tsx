import type { Product } from '@/lib/catalog/product';
import { productPath } from './paths';
import { ProductPicture } from './product-picture';
import { ShopLink } from './shop-link';

/** One object in all its tones, side by side across the whole page. */
export function ToneBand({
  products,
  title,
  words,
}: {
  products: readonly Product[];
  title: string;
  words: string;
}) {
  return (
    <section aria-labelledby="tones" className="mt-16 border-line border-y lg:mt-24">
      <div className="page-x grid items-center lg:grid-cols-12">
        <div className="py-10 lg:col-span-4 lg:py-0 lg:pr-8">
          <h2 id="tones" className="font-display text-display">
            {title}
          </h2>
          <p className="mt-4 max-w-[36ch] text-muted">{words}</p>
        </div>
        <ul className="-mx-5 grid grid-cols-2 border-line border-t sm:mx-0 sm:grid-cols-4 lg:col-span-8 lg:border-t-0 lg:border-l">
          {products.map((product, index) => (
            <li key={product.id} className="border-line not-last:border-r">
              <ShopLink
                href={productPath(product.id)}
                element="product_tile"
                position={index + 1}
                productId={product.id}
                className="group block px-2 pt-6 pb-5 text-center lg:pt-10"
              >
                <ProductPicture
                  picture={product.picture}
                  alt=""
                  sizes="(min-width: 90rem) 210px, (min-width: 64rem) 15vw, (min-width: 40rem) 22vw, 46vw"
                  className="w-full transition-transform duration-200 ease-out group-hover:-translate-y-1.5"
                />
                <span className="sr-only">{product.name}, </span>
                <span className="font-display text-title">{product.tone_label}</span>
              </ShopLink>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
