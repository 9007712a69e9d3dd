import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { BreadcrumbData } from '@/components/seo/breadcrumb-data';
import { pageMetadata } from '@/components/seo/page-metadata';
import { categoryPath, productPath } from '@/components/shop/paths';
import { ShelfBrowser } from '@/components/shop/shelf-browser';
import { shelfOf } from '@/components/shop/shelf-of';
import { ShopLink } from '@/components/shop/shop-link';
import { PageView } from '@/components/tracking/page-view';
import { productsInCategory, productsInDepartment } from '@/lib/catalog/catalog';
import { CATEGORIES, type Category, categoriesOf, categoryById } from '@/lib/catalog/categories';
import { DEPARTMENTS, type Department, departmentById } from '@/lib/catalog/departments';
import { PAGE_SIZE } from '@/lib/shop/shelf';
import { siteUrl } from '../../../site-url';

// Static or not at all: the content security policy knows each page by the hashes of its scripts.
export const dynamicParams = false;

interface CategoryPageProps {
  readonly params: Promise<{ category: string }>;
}

/** A shelf of a category or of a whole department: their ids never meet. */
interface ShelfOfPage {
  readonly own: Category | Department;
  readonly department: Department;
  readonly whole: boolean;
}

export function generateStaticParams() {
  return [...DEPARTMENTS, ...CATEGORIES].map(({ id }) => ({ category: id }));
}

export async function generateMetadata({ params }: CategoryPageProps): Promise<Metadata> {
  const shelf = shelfById((await params).category);
  if (!shelf) return {};
  const { id, name, blurb } = shelf.own;
  return pageMetadata({
    path: categoryPath(id),
    title: name,
    description: blurb,
    card: `category/${id}`,
    cardAlt: `Three things from ${name}`,
  });
}

function shelfById(id: string): ShelfOfPage | null {
  const category = categoryById(id);
  const department = departmentById(category?.department ?? id);
  return department ? { own: category ?? department, department, whole: !category } : null;
}

export default async function CategoryPage({ params }: CategoryPageProps) {
  const shelf = shelfById((await params).category);
  if (!shelf) notFound();
  const { own, department, whole } = shelf;
  const tiles = shelfOf(whole ? productsInDepartment(own.id) : productsInCategory(own.id));
  const siblings = categoriesOf(department.id);
  return (
    <div className="page-x pt-6 lg:pt-10">
      <BreadcrumbData
        site={siteUrl()}
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
        tiles={tiles}
        categories={whole ? siblings.map(({ id, name }) => ({ id, name })) : []}
      >
        <PageView page="category" />
      </ShelfBrowser>
      {tiles.length > PAGE_SIZE && (
        <noscript>
          <h2>The rest of the shelf</h2>
          <ul>
            {tiles.slice(PAGE_SIZE).map(({ id, name, tone_label }) => (
              <li key={id}>
                <a href={productPath(id)}>
                  {name}, {tone_label}
                </a>
              </li>
            ))}
          </ul>
        </noscript>
      )}
    </div>
  );
}
