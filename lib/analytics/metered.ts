import type { Clock } from '@/lib/common/clock';
import { rememberError } from '@/lib/common/recent-errors';
import type { MetricStore } from '@/lib/monitoring/metric-store';
import type { QueryEngine, QueryErrorCode } from './query-engine';

/** Neither the engine's fault nor a sign of trouble: a closed page, somebody's own SQL. */
const NOT_OURS: readonly (QueryErrorCode | undefined)[] = ['cancelled', 'invalid'];

/** The same engine, with its answers and failures counted and the answers timed. */
export function createMeteredEngine(
  engine: QueryEngine,
  { metrics, clock }: { readonly metrics: MetricStore; readonly clock: Clock },
): QueryEngine {
  return {
    name: engine.name,
    async query(sql, options) {
      const from = clock();
      try {
        const result = await engine.query(sql, options);
        metrics.count('QueriesAnswered');
        metrics.read('QueryTime', clock() - from);
        return result;
      } catch (error) {
        const { code, message } = error as { code?: QueryErrorCode; message: string };
        if (!NOT_OURS.includes(code)) {
          metrics.count('QueriesFailed');
          rememberError(`query ${code ?? 'failed'}`, message, clock);
        }
        throw error;
      }
    },
    close: () => engine.close(),
  };
}
