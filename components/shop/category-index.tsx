import { productsInCategory } from '@/lib/catalog/catalog';
import { CATEGORIES } from '@/lib/catalog/categories';
import { categoryPath } from './paths';
import { ProductPicture } from './product-picture';
import { ShopLink } from './shop-link';

/** The directory by the lift: every department with one thing from it. */
export function CategoryIndex() {
  return (
    <section aria-labelledby="departments" className="page-x pt-16 lg:pt-24">
      <h2 id="departments" className="font-display text-display">
        Eight departments, one floor
      </h2>
      <ul className="mt-8 grid grid-cols-[repeat(auto-fit,minmax(max(8.5rem,40%),1fr))] gap-px lg:grid-cols-4">
        {CATEGORIES.map(({ id, name, department }, index) => {
          const products = productsInCategory(id);
          const face = products[index % products.length];
          return (
            <li key={id}>
              <ShopLink
                href={categoryPath(id)}
                element="category_tile"
                position={index + 1}
                data-tint={department}
                className="group flex h-full flex-col justify-between overflow-hidden bg-tile p-4 lg:p-5"
              >
                <span className="flex items-baseline justify-between">
                  <span className="font-display text-title">{name}</span>
                  <span className="text-muted text-sm tabular-nums">{products.length}</span>
                </span>
                {face && (
                  <ProductPicture
                    picture={face.picture}
                    alt=""
                    sizes="(min-width: 90rem) 260px, (min-width: 64rem) 19vw, 40vw"
                    className="ml-auto w-4/5 translate-y-2 transition-transform duration-200 ease-out group-hover:translate-y-0"
                  />
                )}
              </ShopLink>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
