import type { Metadata } from 'next';
import { SHOP_NAME } from '@/components/shop/shop-name';

interface PageFacts {
  /** From the shop's root, without a query. */
  readonly path: string;
  readonly title: string;
  /** Without the shop's name behind it. */
  readonly wholeTitle?: boolean;
  readonly description: string;
  /** Path below /cards; the shop's own where the page has none. */
  readonly card?: string;
  /** What the card shows. */
  readonly cardAlt?: string;
}

/** Title, description, canonical address and card of a page that may be found. */
export function pageMetadata(facts: PageFacts): Metadata {
  const { path, title, wholeTitle, description, card = 'shop', cardAlt } = facts;
  const alt = cardAlt ?? `Three things from ${SHOP_NAME}`;
  return {
    title: wholeTitle ? { absolute: title } : title,
    description,
    alternates: { canonical: path },
    openGraph: {
      type: 'website',
      siteName: SHOP_NAME,
      locale: 'en_IE',
      url: path,
      title,
      description,
      images: [{ url: `/cards/${card}.jpg`, type: 'image/jpeg', width: 1200, height: 630, alt }],
    },
    twitter: { card: 'summary_large_image', title, description },
  };
}

/** Of a page that is one visitor's own: nothing of it belongs into a search engine. */
export const NOT_FOR_SEARCH: Pick<Metadata, 'robots'> = { robots: { index: false, follow: true } };
