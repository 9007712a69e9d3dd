import { QueryError, type QueryOptions } from './query-engine';

const DEFAULT_DEADLINE_MS = 30_000;

/**
 * Runs `work` until it ends, its time is up, the caller gives up or the engine closes, and says which.
 * The caller is let go at once; `work` is told by its signal and cleans up behind them.
 */
export async function withinDeadline<T>(
  { deadlineMs = DEFAULT_DEADLINE_MS, signal }: QueryOptions,
  closing: AbortSignal,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const stops = [AbortSignal.timeout(deadlineMs), closing];
  const stop = AbortSignal.any(signal ? [...stops, signal] : stops);
  const stopError = () => {
    if (closing.aborted) return new QueryError('unavailable', 'the engine is closed');
    if (signal?.aborted) return new QueryError('cancelled', 'the query was cancelled');
    return new QueryError('timeout', `no answer within ${deadlineMs} ms`);
  };
  if (stop.aborted) throw stopError();
  const stopped = new Promise<never>((_, reject) => {
    stop.addEventListener('abort', () => reject(stopError()), { once: true });
  });
  return await Promise.race([work(stop), stopped]);
}
