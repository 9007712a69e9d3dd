import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** Whether the page hears events yet: false while the server renders and until it has hydrated. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
