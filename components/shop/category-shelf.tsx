import { BreadcrumbData } from '@/components/seo/breadcrumb-data';
import { PageView } from '@/components/tracking/page-view';
import { categoriesOf } from '@/lib/catalog/categories';
import { WHOLE_SHELF } from '@/lib/shop/shelf-query';
import { categoryPath } from './paths';
import { ShelfBrowser } from './shelf-browser';
import { shelfOf } from './shelf-of';
import type { ShelfOfPage } from './shelves';
import { ShopLink } from './shop-link';

interface CategoryShelfProps {
  readonly site: string;
  readonly shelf: ShelfOfPage;
  readonly page: number;
}

/** One page of a category or a department. */
export function CategoryShelf({ site, shelf, page }: CategoryShelfProps) {
  const { own, department, whole, products } = shelf;
  const siblings = categoriesOf(department.id);
  return (
    <div className="page-x pt-6 lg:pt-10">
      <BreadcrumbData
        site={site}
        crumbs={(whole ? [own] : [department, own]).map(({ id, name }) => ({
          name,
          path: categoryPath(id),
        }))}
      />
      <nav aria-label="Where this is" className="min-h-6 text-sm">
        {!whole && (
          <ShopLink
            href={categoryPath(department.id)}
            element="breadcrumb"
            position={1}
            className="underline underline-offset-4"
          >
            {department.name}
          </ShopLink>
        )}
      </nav>
      <div className="mt-4 flex flex-wrap items-end justify-between gap-x-12 gap-y-3">
        <h1 className="font-display text-poster">{own.name}</h1>
        <p className="max-w-[34ch] pb-2 text-lg text-muted">{own.blurb}</p>
      </div>
      <nav aria-label={`In ${department.name}`} className="mt-8 mb-8">
        <ul className="flex flex-wrap gap-x-6 gap-y-1">
          {siblings.map(({ id, name }, index) => (
            <li key={id}>
              <ShopLink
                href={categoryPath(id)}
                element="nav_category"
                position={index + 1}
                aria-current={id === own.id ? 'page' : undefined}
                className="inline-block py-2 underline decoration-transparent underline-offset-[6px] hover:decoration-current aria-[current]:decoration-current"
              >
                {name}
              </ShopLink>
            </li>
          ))}
        </ul>
      </nav>
      <ShelfBrowser
        path={categoryPath(own.id)}
        own={{ ...WHOLE_SHELF, page }}
        tiles={shelfOf(products)}
        categories={whole ? siblings.map(({ id, name }) => ({ id, name })) : []}
      >
        <PageView page="category" />
      </ShelfBrowser>
    </div>
  );
}
