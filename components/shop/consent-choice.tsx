'use client';

import { useConsent } from '@/components/tracking/use-consent';
import { Button } from '@/components/ui/button';

/** Both answers, equal in size and weight; the one that holds is marked. */
export function ConsentChoice() {
  const { consent, setConsent } = useConsent();
  return (
    <div className="grid grid-cols-2 gap-3 md:w-80">
      <Button
        look="outline"
        size="small"
        aria-pressed={consent === 'granted'}
        onClick={() => setConsent(true)}
      >
        Allow measuring
      </Button>
      <Button
        look="outline"
        size="small"
        aria-pressed={consent === 'denied'}
        onClick={() => setConsent(false)}
      >
        No thanks
      </Button>
    </div>
  );
}
