'use client';

import { useConsent } from '@/components/tracking/use-consent';
import { Button } from '@/components/ui/button';

/** Both answers, equal in size and weight; the one that holds is marked. */
export function ConsentChoice() {
  const { consent, setConsent } = useConsent();
  return (
    <div className="grid max-w-full grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] gap-3 md:w-80">
      <Button
        look="outline"
        size="small"
        className="max-sm:px-2"
        aria-pressed={consent === 'granted'}
        onClick={() => setConsent(true)}
      >
        Allow measuring
      </Button>
      <Button
        look="outline"
        size="small"
        className="max-sm:px-2"
        aria-pressed={consent === 'denied'}
        onClick={() => setConsent(false)}
      >
        No thanks
      </Button>
    </div>
  );
}
