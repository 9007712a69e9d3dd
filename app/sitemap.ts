import type { MetadataRoute } from 'next';
import { categoryPath, productPath } from '@/components/shop/paths';
import { SHELF_IDS, shelfById } from '@/components/shop/shelves';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { shelfPagePath } from '@/lib/shop/shelf-address';
import { siteUrl } from './site-url';

const INFO = ['/about', '/contact', '/delivery', '/privacy', '/returns'];

/** Every page that may be found; those of one visitor's own are left out. */
export default function sitemap(): MetadataRoute.Sitemap {
  const site = siteUrl();
  return [
    { url: `${site}/` },
    ...SHELF_IDS.flatMap((id) =>
      Array.from({ length: shelfById(id)?.pages ?? 0 }, (_, index) => ({
        url: site + shelfPagePath(categoryPath(id), index + 1),
      })),
    ),
    ...PRODUCTS.map(({ id, picture }) => ({
      url: site + productPath(id),
      images: [site + picture.large],
    })),
    ...INFO.map((path) => ({ url: site + path })),
  ];
}
