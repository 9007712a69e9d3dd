import type { Model } from './model';
import { productsDailyModel } from './products-daily';
import { rollupModel } from './rollup';
import { sessionsModel } from './sessions';

/** Every modelled table, in the order they are made: sessions first, the others count by them. */
export const MODELS: readonly Model[] = [sessionsModel, rollupModel, productsDailyModel];
