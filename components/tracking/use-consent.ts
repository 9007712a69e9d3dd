'use client';

import { useSyncExternalStore } from 'react';
import type { Consent } from '@/lib/tracker/consent';
import { CONSENT_EVENT, measurement } from './measurement';

/** `loading` while the server renders: show nothing. `unset`: show the banner. */
export type ConsentState = 'loading' | Consent;

/**
 * The visitor's choice and how to change it. Global Privacy Control reads as `denied` until the
 * visitor chooses otherwise; revoking wipes ids and queue.
 */
export function useConsent(): { consent: ConsentState; setConsent(granted: boolean): void } {
  const consent = useSyncExternalStore<ConsentState>(
    (listener) => {
      addEventListener(CONSENT_EVENT, listener);
      return () => removeEventListener(CONSENT_EVENT, listener);
    },
    () => measurement().consent(),
    () => 'loading',
  );
  return { consent, setConsent: (granted) => measurement().choose(granted) };
}
