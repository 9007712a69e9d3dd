import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { BreadcrumbData } from '@/components/seo/breadcrumb-data';
import { pageMetadata } from '@/components/seo/page-metadata';
import { ProductData } from '@/components/seo/product-data';
import { BuyBox } from '@/components/shop/buy-box';
import { Gallery } from '@/components/shop/gallery';
import { categoryPath, productPath } from '@/components/shop/paths';
import { ProductRail } from '@/components/shop/product-rail';
import { RecentlyViewed } from '@/components/shop/recently-viewed';
import { Reviews } from '@/components/shop/reviews';
import { shelfOf } from '@/components/shop/shelf-of';
import { ShopLink } from '@/components/shop/shop-link';
import { PageView } from '@/components/tracking/page-view';
import { colourwaysOf, PRODUCTS, productById, relatedTo } from '@/lib/catalog/catalog';
import { categoryById } from '@/lib/catalog/categories';
import { departmentById } from '@/lib/catalog/departments';
import { ratingHistogramOf, reviewsOf } from '@/lib/catalog/reviews';
import { siteUrl } from '../../../site-url';

// Static or not at all: the content security policy knows each page by the hashes of its scripts.
export const dynamicParams = false;

const RELATED = 6;
const STARS = [5, 4, 3, 2, 1] as const;

interface ProductPageProps {
  readonly params: Promise<{ id: string }>;
}

export function generateStaticParams() {
  return PRODUCTS.map(({ id }) => ({ id }));
}

export async function generateMetadata({ params }: ProductPageProps): Promise<Metadata> {
  const product = productById((await params).id);
  if (!product) return {};
  const name = `${product.name}, ${product.tone_label}`;
  return pageMetadata({
    path: productPath(product.id),
    title: name,
    description: product.description,
    card: `product/${product.id}`,
    cardAlt: name,
  });
}

export default async function ProductPage({ params }: ProductPageProps) {
  const product = productById((await params).id);
  if (!product) notFound();
  const shelves = [departmentById(product.department), categoryById(product.category)];
  const histogram = ratingHistogramOf(product);
  const related = relatedTo(product, RELATED);
  return (
    <>
      <PageView page="product" productId={product.id} />
      <ProductData site={siteUrl()} product={product} />
      <BreadcrumbData
        site={siteUrl()}
        crumbs={[
          ...shelves
            .flatMap((shelf) => shelf ?? [])
            .map(({ id, name }) => ({ name, path: categoryPath(id) })),
          { name: product.name, path: productPath(product.id) },
        ]}
      />
      <div className="grid grid-cols-1 lg:grid-cols-12">
        <div
          data-tint={product.department}
          className="relative overflow-clip bg-tile lg:col-span-7"
        >
          <div className="flex flex-col lg:sticky lg:top-0 lg:h-[calc(100svh-4.25rem)] lg:max-h-[52rem] lg:min-h-[36rem]">
            <nav aria-label="Where this is" className="page-left relative z-10 pt-4 text-sm">
              <ol className="-ml-2 flex w-fit flex-wrap gap-x-2 bg-tile px-2 py-1">
                {shelves.map(
                  (shelf, index) =>
                    shelf && (
                      <li key={shelf.id} className="after:ml-2 not-last:after:content-['/']">
                        <ShopLink
                          href={categoryPath(shelf.id)}
                          element="breadcrumb"
                          position={index + 1}
                          className="underline underline-offset-4"
                        >
                          {shelf.name}
                        </ShopLink>
                      </li>
                    ),
                )}
              </ol>
            </nav>
            <Gallery
              productId={product.id}
              name={product.name}
              toneLabel={product.tone_label}
              picture={product.picture}
              family={colourwaysOf(product).map(({ id, picture }) => ({ id, picture }))}
            />
          </div>
        </div>
        <div className="px-5 pt-8 sm:px-8 lg:col-span-5 lg:py-14 lg:pr-14 lg:pl-16">
          <BuyBox product={product} />
        </div>
      </div>
      <Reviews
        productId={product.id}
        rating={product.rating}
        histogram={STARS.map((stars) => ({ stars, count: histogram[stars] }))}
        reviews={reviewsOf(product)}
      />
      {related.length > 0 && (
        <ProductRail
          id="related"
          title={`More from ${shelves[1]?.name.toLowerCase()}`}
          tiles={shelfOf(related)}
        />
      )}
      <RecentlyViewed here={product.id} />
    </>
  );
}
