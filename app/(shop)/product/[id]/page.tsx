import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { BuyBox } from '@/components/shop/buy-box';
import { categoryPath } from '@/components/shop/paths';
import { ProductPicture } from '@/components/shop/product-picture';
import { ProductRail } from '@/components/shop/product-rail';
import { ShopLink } from '@/components/shop/shop-link';
import { PageView } from '@/components/tracking/page-view';
import { PRODUCTS, productById, relatedTo } from '@/lib/catalog/catalog';
import { categoryById } from '@/lib/catalog/categories';

// Static or not at all: the content security policy knows each page by the hashes of its scripts.
export const dynamicParams = false;

const RELATED = 4;

interface ProductPageProps {
  readonly params: Promise<{ id: string }>;
}

export function generateStaticParams() {
  return PRODUCTS.map(({ id }) => ({ id }));
}

export async function generateMetadata({ params }: ProductPageProps): Promise<Metadata> {
  const product = productById((await params).id);
  return product
    ? { title: `${product.name}, ${product.tone_label}`, description: product.description }
    : {};
}

export default async function ProductPage({ params }: ProductPageProps) {
  const product = productById((await params).id);
  if (!product) notFound();
  const category = categoryById(product.category);
  return (
    <>
      <PageView page="product" productId={product.id} />
      <div className="grid grid-cols-1 lg:grid-cols-12">
        <div
          data-tint={product.department}
          className="flex flex-col bg-tile lg:col-span-7 lg:min-h-[44rem]"
        >
          <p className="page-left pt-5 text-sm">
            <ShopLink
              href={categoryPath(product.category)}
              element="nav_category"
              className="underline underline-offset-4"
            >
              {category?.name}
            </ShopLink>
          </p>
          <div className="flex grow items-center justify-center px-6 pb-6">
            <ProductPicture
              picture={product.picture}
              alt={`${product.name} in ${product.tone_label}`}
              sizes="(min-width: 64rem) 40rem, (min-width: 40rem) 32rem, 80vw"
              eager
              className="w-full max-w-[22rem] sm:max-w-[32rem] lg:max-w-[40rem]"
            />
          </div>
        </div>
        <div className="px-5 pt-8 sm:px-8 lg:col-span-5 lg:py-16 lg:pr-14 lg:pl-16">
          <BuyBox product={product} />
        </div>
      </div>
      <ProductRail
        id="related"
        title={`More from ${category?.name}`}
        products={relatedTo(product, RELATED)}
      />
    </>
  );
}
