import type { Scenario } from '@/lib/shop/scenario';

/**
 * What the run token in this browser's cookie says of a scenario, for showing it: nothing here is
 * verified, and whoever changes it deceives only himself. The server verifies all that counts.
 */
export function scenarioInCookie(): Partial<Scenario> | undefined {
  const payload = /(?:^|; )footfall_run=([\w-]+)\./.exec(document.cookie)?.[1];
  if (!payload) return undefined;
  try {
    return JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))).scenario;
  } catch {
    return undefined; // Somebody else's cookie of that name.
  }
}
