import { useSyncExternalStore } from 'react';

/** As wide as Tailwind's `lg`, from which on there is room for a column beside the query. */
const WIDE = '(width >= 64rem)';

function listen(heard: () => void): () => void {
  const media = window.matchMedia(WIDE);
  media.addEventListener('change', heard);
  return () => media.removeEventListener('change', heard);
}

export function useWide(): boolean {
  return useSyncExternalStore(
    listen,
    () => window.matchMedia(WIDE).matches,
    () => false,
  );
}
