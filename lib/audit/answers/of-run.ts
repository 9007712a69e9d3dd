import type { QueryEngine } from '@/lib/analytics/query-engine';
import { MODELS } from '@/lib/models/models';

const RUN_ID = /^[a-zA-Z0-9._-]{1,64}$/;
const RELATIONS = ['events', ...MODELS.map(({ name }) => name)];

/**
 * An engine whose relations hold the events of one run and nothing else, the modelled ones made of them
 * by their own SELECTs: so reports can be asked about a run that was not alone.
 */
export function engineOfRun(engine: QueryEngine, runId: string): QueryEngine {
  if (!RUN_ID.test(runId)) throw new RangeError(`not the name of a run: ${runId}`);
  // Inside its own definition a name still means the relation that is published.
  const bodies = new Map([['events', `SELECT * FROM events WHERE run_id = '${runId}'`]]);
  for (const { name, select } of MODELS) {
    bodies.set(name, select({ events: 'events', sessions: 'sessions', products: 'products' }));
  }
  return {
    name: engine.name,
    close: () => engine.close(),
    query(sql, options) {
      const read = RELATIONS.filter((name) => new RegExp(`\\b${name}\\b`).test(sql));
      // Every other model is made with the sessions.
      const needed = RELATIONS.filter(
        (name) =>
          name === 'events' || read.includes(name) || (name === 'sessions' && read.length > 0),
      );
      const relations = needed.map((name) => `"${name}" AS (\n${bodies.get(name)}\n)`).join(', ');
      const rest = sql.replace(/^\s*WITH\s/i, ', ');
      return engine.query(`WITH ${relations}\n${rest}`, options);
    },
  };
}
