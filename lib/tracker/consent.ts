import type { KeyValue } from './storage';

/** `unset` until the visitor chose. */
export type Consent = 'unset' | 'granted' | 'denied';

export const CONSENT_KEY = 'footfall_consent';

/**
 * The visitor's choice. Global Privacy Control is a refusal as long as nothing was chosen here.
 * The choice itself is necessary storage.
 */
export function readConsent(storage: KeyValue, privacyControl: boolean | undefined): Consent {
  const choice = storage.get(CONSENT_KEY);
  if (choice === 'granted' || choice === 'denied') return choice;
  return privacyControl ? 'denied' : 'unset';
}

export function writeConsent(storage: KeyValue, granted: boolean): void {
  storage.set(CONSENT_KEY, granted ? 'granted' : 'denied');
}
