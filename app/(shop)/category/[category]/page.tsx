import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProductTile } from '@/components/shop/product-tile';
import { PageView } from '@/components/tracking/page-view';
import { productsInCategory } from '@/lib/catalog/catalog';
import { CATEGORIES, categoryById } from '@/lib/catalog/categories';

// Static or not at all: the content security policy knows each page by the hashes of its scripts.
export const dynamicParams = false;

interface CategoryPageProps {
  readonly params: Promise<{ category: string }>;
}

export function generateStaticParams() {
  return CATEGORIES.map(({ id }) => ({ category: id }));
}

export async function generateMetadata({ params }: CategoryPageProps): Promise<Metadata> {
  const category = categoryById((await params).category);
  return { title: category?.name, description: category?.blurb };
}

export default async function CategoryPage({ params }: CategoryPageProps) {
  const category = categoryById((await params).category);
  if (!category) notFound();
  const products = productsInCategory(category.id);
  return (
    <>
      <PageView page="category" />
      <div className="page-x pt-10 lg:pt-16">
        <div className="flex flex-wrap items-end justify-between gap-x-12 gap-y-3">
          <h1 className="font-display text-poster">{category.name}</h1>
          <p className="max-w-[34ch] pb-2 text-lg text-muted">{category.blurb}</p>
        </div>
        <ul className="mt-10 grid grid-cols-[repeat(auto-fit,minmax(max(8.5rem,40%),1fr))] gap-x-4 gap-y-10 lg:grid-cols-4 lg:gap-x-6 lg:gap-y-14">
          {products.map((product, index) => (
            <li
              key={product.id}
              className="first:col-span-full lg:first:col-span-2 lg:first:row-span-2"
            >
              <ProductTile
                product={product}
                position={index + 1}
                lead={index === 0}
                eager={index === 0}
                sizes={
                  index === 0
                    ? '(min-width: 90rem) 576px, (min-width: 64rem) 44vw, 88vw'
                    : '(min-width: 90rem) 300px, (min-width: 64rem) 21vw, 42vw'
                }
              />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
