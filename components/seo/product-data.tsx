import { SHOP_NAME } from '@/components/shop/shop-name';
import { categoryById } from '@/lib/catalog/categories';
import type { Product } from '@/lib/catalog/product';
import { CURRENCY, toDecimal } from '@/lib/common/money';
import { type StockState, stockState } from '@/lib/shop/stock';
import { JsonLd } from './json-ld';

const AVAILABILITY = {
  in: 'https://schema.org/InStock',
  last: 'https://schema.org/LimitedAvailability',
  out: 'https://schema.org/OutOfStock',
} as const satisfies Record<StockState, string>;

interface ProductDataProps {
  readonly site: string;
  readonly product: Product;
}

/** The product as search engines list it: what it is, what it costs, whether it is to be had. */
export function ProductData({ site, product }: ProductDataProps) {
  const { rating } = product;
  const url = `${site}/product/${product.id}`;
  return (
    <JsonLd
      data={{
        '@context': 'https://schema.org',
        '@type': 'Product',
        '@id': `${url}#product`,
        name: product.name,
        description: product.description,
        sku: product.id,
        color: product.tone_label,
        material: product.material,
        category: categoryById(product.category)?.name,
        image: [`${site}${product.picture.large}`, `${site}/cards/product/${product.id}.jpg`],
        brand: { '@type': 'Brand', name: SHOP_NAME },
        ...(rating && {
          aggregateRating: {
            '@type': 'AggregateRating' as const,
            ratingValue: rating.average,
            ratingCount: rating.count,
            bestRating: 5,
            worstRating: 1,
          },
        }),
        offers: {
          '@type': 'Offer',
          url,
          price: toDecimal(product.price_cents).toFixed(2),
          priceCurrency: CURRENCY,
          availability: AVAILABILITY[stockState(product.stock)],
          itemCondition: 'https://schema.org/NewCondition',
        },
      }}
    />
  );
}
