import type { Metadata } from 'next';
import { NOT_FOR_SEARCH } from '@/components/seo/page-metadata';
import { CategoryDirectory } from '@/components/shop/category-directory';
import { SearchView } from '@/components/shop/search-view';
import { PageView } from '@/components/tracking/page-view';
import { CATEGORIES } from '@/lib/catalog/categories';

export const metadata: Metadata = {
  title: 'Search',
  description: 'Everything in the shop by name, tone, material or what one meant to type.',
  ...NOT_FOR_SEARCH,
};

export default function SearchPage() {
  return (
    // As high as the window in every state, so that the footer never jumps through it.
    <div className="page-x min-h-dvh pt-10 lg:pt-16">
      <SearchView
        categories={CATEGORIES.map(({ id, name }) => ({ id, name }))}
        view={<PageView page="search" />}
      >
        <CategoryDirectory />
      </SearchView>
    </div>
  );
}
