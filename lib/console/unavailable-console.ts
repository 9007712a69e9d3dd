import { type ConsoleEngine, ConsoleError } from './console-engine';

/** Stands where nobody can answer: says why, in words, at every question. */
export function createUnavailableConsole(reason: string): ConsoleEngine {
  // biome-ignore lint/correctness/useYield: it has nothing to say but why.
  async function* refuse(): AsyncGenerator<never> {
    throw new ConsoleError('unavailable', reason);
  }
  return {
    name: 'athena',
    ask: refuse,
    parquet: refuse,
    limits: async () => ({ rows: 0, bytes: 0, ms: 0, atOnce: 0, writeGuard: null }),
    close: async () => undefined,
  };
}
