import { productsInDepartment } from '@/lib/catalog/catalog';
import { CATEGORIES, categoriesOf } from '@/lib/catalog/categories';
import { DEPARTMENTS } from '@/lib/catalog/departments';
import { categoryPath } from './paths';
import { ProductPicture } from './product-picture';
import { ShopLink } from './shop-link';

/** The directory by the lift: every department with one thing from it, its categories below. */
export function CategoryIndex() {
  return (
    <section aria-labelledby="departments" className="page-x pt-16 lg:pt-24">
      <h2 id="departments" className="font-display text-display">
        Eight departments, one floor
      </h2>
      <ul className="mt-8 grid grid-cols-[repeat(auto-fit,minmax(max(8.5rem,40%),1fr))] gap-x-4 gap-y-8 lg:grid-cols-4 lg:gap-x-6 lg:gap-y-10">
        {DEPARTMENTS.map(({ id, name }, index) => {
          const products = productsInDepartment(id);
          const face = products[index % products.length];
          return (
            <li key={id}>
              <ShopLink
                href={categoryPath(id)}
                element="department_tile"
                position={index + 1}
                data-tint={id}
                className="group flex flex-col justify-between overflow-hidden bg-tile p-4 lg:p-5"
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
              <ul className="mt-2">
                {categoriesOf(id).map((category) => (
                  <li key={category.id}>
                    <ShopLink
                      href={categoryPath(category.id)}
                      element="category_tile"
                      position={CATEGORIES.indexOf(category) + 1}
                      className="inline-block py-1 underline decoration-transparent underline-offset-4 hover:decoration-current max-lg:py-2"
                    >
                      {category.name}
                    </ShopLink>
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
