import type { Metadata } from 'next';
import { categoryPath } from '@/components/shop/paths';
import type { ShelfOfPage } from '@/components/shop/shelves';
import { shelfPagePath } from '@/lib/shop/shelf-address';
import { pageMetadata } from './page-metadata';

/** Of one page of a shelf, which names the pages before and after it. */
export function shelfMetadata({ own, pages }: ShelfOfPage, page: number): Metadata {
  const { id, name, blurb } = own;
  const pathOf = (number: number) => shelfPagePath(categoryPath(id), number);
  return {
    ...pageMetadata({
      path: pathOf(page),
      title: page > 1 ? `${name}, page ${page}` : name,
      description: page > 1 ? `${blurb} Page ${page} of ${pages}.` : blurb,
      card: `category/${id}`,
      cardAlt: `Three things from ${name}`,
    }),
    pagination: {
      previous: page > 1 ? pathOf(page - 1) : null,
      next: page < pages ? pathOf(page + 1) : null,
    },
  };
}
