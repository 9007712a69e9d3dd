import { vi } from 'vitest';

/** Waits for what is to happen; the limit is for what never does, on a machine however loaded. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 30_000, interval: 10 });
}
