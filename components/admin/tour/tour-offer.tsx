'use client';

import { tour } from './tour-store';
import { useTourOffer } from './use-tour';

/** On the overview: begins the tour, until somebody does not want to be asked. */
export function TourOffer() {
  const offered = useTourOffer();
  return (
    // It keeps its place, so that nothing moves once it is known whether it is offered.
    <p className="-mb-6 flex min-h-6 flex-wrap items-baseline gap-x-5 print:hidden">
      {offered && (
        <>
          <button
            type="button"
            onClick={tour.begin}
            className="text-accent underline underline-offset-4"
          >
            Show me around
          </button>
          <button type="button" onClick={tour.dismiss} className="text-muted hover:text-ink">
            Not again
          </button>
        </>
      )}
    </p>
  );
}
