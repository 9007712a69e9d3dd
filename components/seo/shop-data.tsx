import { SHOP_NAME } from '@/components/shop/shop-name';
import { JsonLd } from './json-ld';

/** Who keeps the shop, and how it is searched; stands on the home page. */
export function ShopData({ site }: { site: string }) {
  const organization = `${site}/#organization`;
  return (
    <JsonLd
      data={{
        '@context': 'https://schema.org',
        '@graph': [
          {
            '@type': 'Organization',
            '@id': organization,
            name: SHOP_NAME,
            url: `${site}/`,
            logo: `${site}/icon.svg`,
          },
          {
            '@type': 'WebSite',
            '@id': `${site}/#website`,
            name: SHOP_NAME,
            url: `${site}/`,
            inLanguage: 'en',
            publisher: { '@id': organization },
            potentialAction: {
              '@type': 'SearchAction',
              target: {
                '@type': 'EntryPoint',
                urlTemplate: `${site}/search?q={search_term_string}`,
              },
              // Google's own addition to the vocabulary; schema.org's types do not know it.
              ...{ 'query-input': 'required name=search_term_string' },
            },
          },
        ],
      }}
    />
  );
}
