'use client';

import { type ConsentState as Choice, useConsent } from '@/components/tracking/use-consent';
import { ConsentChoice } from './consent-choice';

const WORDS: Readonly<Record<Choice, string>> = {
  loading: 'Looking up what you chose.',
  unset: 'You have not chosen yet, so nothing is recorded.',
  granted: 'You allow measuring.',
  denied: 'You said no. Nothing is recorded.',
};

/** What holds now, and both ways to change it. */
export function ConsentState() {
  const { consent } = useConsent();
  return (
    <div className="border-line border-y py-5">
      <div className="noscript:hidden">
        <p role="status" className="mb-4 font-medium">
          {WORDS[consent]}
        </p>
        <ConsentChoice />
      </div>
      <noscript>
        <p className="font-medium">JavaScript is switched off here, so nothing is recorded.</p>
      </noscript>
    </div>
  );
}
