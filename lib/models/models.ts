import { createHash } from 'node:crypto';
import type { Model } from './model';
import { productsDailyModel, productsRollupModel } from './products';
import { rollupDailyModel, rollupModel } from './rollup';
import { searchesModel } from './searches';
import { sessionsModel } from './sessions';

/** Every modelled table, in the order they are made: sessions first, the others count by them. */
export const MODELS: readonly Model[] = [
  sessionsModel,
  rollupModel,
  rollupDailyModel,
  productsRollupModel,
  productsDailyModel,
  searchesModel,
];

/** Changes with what a model's SELECT says: a table made by another one is made anew. */
export const MODEL_DEFINITION = createHash('sha256')
  .update(MODELS.map(({ select }) => select({ events: 'events', sessions: 'sessions' })).join('\n'))
  .digest('hex')
  .slice(0, 16);
