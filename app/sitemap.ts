import type { MetadataRoute } from 'next';
import { categoryPath, productPath } from '@/components/shop/paths';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { CATEGORIES } from '@/lib/catalog/categories';
import { DEPARTMENTS } from '@/lib/catalog/departments';
import { siteUrl } from './site-url';

const INFO = ['/about', '/contact', '/delivery', '/privacy', '/returns'];

/** Every page that may be found; those of one visitor's own are left out. */
export default function sitemap(): MetadataRoute.Sitemap {
  const site = siteUrl();
  return [
    { url: `${site}/` },
    ...[...DEPARTMENTS, ...CATEGORIES].map(({ id }) => ({ url: site + categoryPath(id) })),
    ...PRODUCTS.map(({ id, picture }) => ({
      url: site + productPath(id),
      images: [site + picture.large],
    })),
    ...INFO.map((path) => ({ url: site + path })),
  ];
}
