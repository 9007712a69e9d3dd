'use client';

import { useEffect } from 'react';

/** Well below the hour after which a session without a sign of life ends. */
const EVERY_MS = 10 * 60_000;

/**
 * Renews the session while somebody has the page before them; a page in the background does not, so
 * that what was left open overnight is closed in the morning. Where the session is over, loading the
 * page again leads to the sign-in page and back.
 */
export function KeepSignedIn() {
  useEffect(() => {
    let renewedAt = Date.now();
    const renew = async () => {
      if (document.hidden || Date.now() - renewedAt < EVERY_MS) return;
      renewedAt = Date.now();
      const answer = await fetch('/api/auth/session').catch(() => null);
      // No answer says nothing about the session; the next round asks again.
      if (answer?.ok && !('user' in (await answer.json()))) window.location.reload();
    };
    const timer = setInterval(renew, EVERY_MS / 2);
    document.addEventListener('visibilitychange', renew);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', renew);
    };
  }, []);
  return null;
}
