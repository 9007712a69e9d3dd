import { useSyncExternalStore } from 'react';
import { tour } from './tour-store';

/** The step under way; null on the server and where there is none. */
export function useTourStep(): number | null {
  return useSyncExternalStore(tour.subscribe, tour.step, () => null);
}

/** Whether the tour is offered: neither under way nor dismissed; not known on the server. */
export function useTourOffer(): boolean {
  return useSyncExternalStore(
    tour.subscribe,
    () => tour.offered() && tour.step() === null,
    () => false,
  );
}
