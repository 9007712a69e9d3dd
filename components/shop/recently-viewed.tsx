'use client';

import { useEffect } from 'react';
import { ProductRail } from './product-rail';
import { useRecentlyViewed } from './use-recently-viewed';
import { useShelf } from './use-shelf';
import { VisitorLocale } from './visitor-locale';

/** What was looked at before, once there is any; `here` is the product of the page itself. */
export function RecentlyViewed({ here }: { here?: string }) {
  const { recent, dispatch } = useRecentlyViewed();
  const known = recent !== null;
  useEffect(() => {
    if (here && known) dispatch({ type: 'see', product_id: here });
  }, [here, known, dispatch]);

  const ids = recent?.filter((id) => id !== here) ?? [];
  const { shelf } = useShelf(ids.length > 0);
  const tiles =
    shelf.step === 'there' ? ids.flatMap((id) => shelf.tiles.get(id) ?? []).slice(0, 8) : [];
  // At the end of its page, where nothing below it can jump but the footer.
  if (tiles.length === 0) return null;
  return (
    <VisitorLocale>
      <ProductRail id="recently-viewed" title="Looked at before" tiles={tiles} />
    </VisitorLocale>
  );
}
