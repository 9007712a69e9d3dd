import { type QueryEngine, QueryError } from './query-engine';

/** Stands where no engine can answer: says why, in words, at every question. */
export function createUnavailableEngine(
  reason: string,
  name: QueryEngine['name'] = 'athena',
): QueryEngine {
  return {
    name,
    async query() {
      throw new QueryError('unavailable', reason);
    },
    close: async () => undefined,
  };
}
