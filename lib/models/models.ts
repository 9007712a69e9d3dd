import { createHash } from 'node:crypto';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { lengthsModel } from './lengths';
import type { Model } from './model';
import { orderLinesModel } from './order-lines';
import { productsDailyModel, productsRollupModel, productsTotalsModel } from './products';
import { rollupDailyModel, rollupModel } from './rollup';
import { searchesModel } from './searches';
import { sessionsModel } from './sessions';

/** What the models go by of a product. */
export interface Categorised {
  readonly id: string;
  readonly category: string;
}

/** Every modelled table, in the order they are made: sessions first, the others count by them. */
export const MODELS: readonly Model[] = [
  sessionsModel,
  rollupModel,
  rollupDailyModel,
  productsRollupModel,
  productsDailyModel,
  productsTotalsModel,
  searchesModel,
  orderLinesModel,
  lengthsModel,
];

/** Changes with what a model's SELECT says and with the catalogue's categories: a table made by others is made anew. */
export function modelDefinition(products: readonly Categorised[]): string {
  const names = { events: 'events', sessions: 'sessions', products: 'products' };
  const categories = products.map(({ id, category }) => `${id} ${category}`).sort();
  return createHash('sha256')
    .update([...MODELS.map(({ select }) => select(names)), ...categories].join('\n'))
    .digest('hex')
    .slice(0, 16);
}

/** Of the shop's own catalogue. */
export const MODEL_DEFINITION = modelDefinition(PRODUCTS);
