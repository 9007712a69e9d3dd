import { buttonClass } from '@/components/ui/button';
import type { Product } from '@/lib/catalog/product';
import { productPath } from './paths';
import { ProductPicture } from './product-picture';
import { ShopLink } from './shop-link';

/** The shop window: one object, and what the shop is in nine words. */
export function HomeHero({ product }: { product: Product }) {
  return (
    <section data-tint={product.department} className="overflow-hidden bg-tile">
      <div className="page-x grid items-center gap-y-2 py-10 md:grid-cols-12 md:py-6">
        <div className="relative z-10 md:col-span-7 md:col-start-1 md:row-start-1">
          <h1 className="font-display text-poster">Fine things that do not exist.</h1>
          <p className="mt-6 max-w-[36ch] text-lg">
            A small department store of everyday objects, drawn with care and sold with a straight
            face. This week in the window: the {product.name.toLowerCase()}.
          </p>
          <ShopLink
            href={productPath(product.id)}
            element="hero"
            position={1}
            productId={product.id}
            className={`${buttonClass()} mt-8`}
          >
            Look at the teapot
          </ShopLink>
        </div>
        <ProductPicture
          picture={product.picture}
          alt={`${product.name} in ${product.tone_label}`}
          sizes="(min-width: 90rem) 660px, (min-width: 48rem) 46vw, 88vw"
          eager
          className="mx-auto w-full max-w-[22rem] md:col-span-6 md:col-start-7 md:row-start-1 md:max-w-none"
        />
      </div>
    </section>
  );
}
