import { CATEGORIES, categoriesOf } from '@/lib/catalog/categories';
import { DEPARTMENTS } from '@/lib/catalog/departments';
import { categoryPath } from './paths';
import { ShopLink } from './shop-link';

/** Every category as text, for those who did not find what they typed. */
export function CategoryDirectory() {
  return (
    <nav aria-label="All categories">
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,14rem),1fr))] gap-x-6 gap-y-8">
        {DEPARTMENTS.map(({ id, name }) => (
          <li key={id} className="border-line border-t pt-3">
            <p className="font-display text-title">{name}</p>
            <ul className="mt-1">
              {categoriesOf(id).map((category) => (
                <li key={category.id}>
                  <ShopLink
                    href={categoryPath(category.id)}
                    element="nav_category"
                    position={CATEGORIES.indexOf(category) + 1}
                    className="inline-block py-1.5 underline decoration-transparent underline-offset-4 hover:decoration-current"
                  >
                    {category.name}
                  </ShopLink>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  );
}
