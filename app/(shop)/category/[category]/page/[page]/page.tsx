import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { shelfMetadata } from '@/components/seo/shelf-metadata';
import { CategoryShelf } from '@/components/shop/category-shelf';
import { SHELF_IDS, shelfById } from '@/components/shop/shelves';
import { siteUrl } from '../../../../../site-url';

// Static or not at all: the content security policy knows each page by the hashes of its scripts.
export const dynamicParams = false;

interface LaterPageProps {
  readonly params: Promise<{ category: string; page: string }>;
}

/** The pages after the first, which is the shelf's own. */
export function generateStaticParams() {
  return SHELF_IDS.flatMap((category) => {
    const pages = shelfById(category)?.pages ?? 1;
    return Array.from({ length: pages - 1 }, (_, index) => ({ category, page: `${index + 2}` }));
  });
}

export async function generateMetadata({ params }: LaterPageProps): Promise<Metadata> {
  const { category, page } = await params;
  const shelf = shelfById(category);
  return shelf ? shelfMetadata(shelf, Number(page)) : {};
}

export default async function LaterPage({ params }: LaterPageProps) {
  const { category, page } = await params;
  const shelf = shelfById(category);
  if (!shelf) notFound();
  return <CategoryShelf site={siteUrl()} shelf={shelf} page={Number(page)} />;
}
