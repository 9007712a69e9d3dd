import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { shelfMetadata } from '@/components/seo/shelf-metadata';
import { CategoryShelf } from '@/components/shop/category-shelf';
import { SHELF_IDS, shelfById } from '@/components/shop/shelves';
import { siteUrl } from '../../../site-url';

// Static or not at all: the content security policy knows each page by the hashes of its scripts.
export const dynamicParams = false;

interface CategoryPageProps {
  readonly params: Promise<{ category: string }>;
}

export function generateStaticParams() {
  return SHELF_IDS.map((category) => ({ category }));
}

export async function generateMetadata({ params }: CategoryPageProps): Promise<Metadata> {
  const shelf = shelfById((await params).category);
  return shelf ? shelfMetadata(shelf, 1) : {};
}

export default async function CategoryPage({ params }: CategoryPageProps) {
  const shelf = shelfById((await params).category);
  if (!shelf) notFound();
  return <CategoryShelf site={siteUrl()} shelf={shelf} page={1} />;
}
