import { SHOP_NAME } from '@/components/shop/shop-name';
import { JsonLd } from './json-ld';

export interface Crumb {
  readonly name: string;
  /** From the shop's root. */
  readonly path: string;
}

/** The way from the front door to this page: `crumbs` are what comes after the door, the page last. */
export function BreadcrumbData({ site, crumbs }: { site: string; crumbs: readonly Crumb[] }) {
  return (
    <JsonLd
      data={{
        '@context': 'https://schema.org',
        '@type': 'BreadcrumbList',
        itemListElement: [{ name: SHOP_NAME, path: '/' }, ...crumbs].map(
          ({ name, path }, index) => ({
            '@type': 'ListItem',
            position: index + 1,
            name,
            item: site + path,
          }),
        ),
      }}
    />
  );
}
