import type { Product } from '@/lib/catalog/product';
import { ProductTile } from './product-tile';

interface ProductRailProps {
  readonly id: string;
  readonly title: string;
  readonly words?: string;
  readonly products: readonly Product[];
}

/** One row that scrolls sideways, past the margin, so that one sees that it goes on. */
export function ProductRail({ id, title, words, products }: ProductRailProps) {
  return (
    <section aria-labelledby={id} className="pt-16 lg:pt-24">
      <div className="page-x flex flex-wrap items-end justify-between gap-x-12 gap-y-2">
        <h2 id={id} className="font-display text-display">
          {title}
        </h2>
        {words && <p className="max-w-[40ch] text-muted">{words}</p>}
      </div>
      <ul className="rail no-scrollbar mt-8 flex snap-x gap-4 overflow-x-auto pb-2 lg:gap-6">
        {products.map((product, index) => (
          <li key={product.id} className="w-[62vw] max-w-72 shrink-0 snap-start sm:w-[34vw]">
            <ProductTile
              product={product}
              position={index + 1}
              sizes="(min-width: 53rem) 288px, (min-width: 40rem) 34vw, 62vw"
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
