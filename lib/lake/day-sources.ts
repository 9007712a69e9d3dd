import { PRODUCTS } from '@/lib/catalog/catalog';
import type { Sources } from '@/lib/models/model';
import { sqlText } from './parquet-relation';

/** What a day of models is made of, and compared with: tables of one connection. */
export const DAY_SOURCES: Sources = {
  events: 'day_events',
  sessions: 'day_sessions',
  products: 'day_products',
};

const rows = PRODUCTS.map(({ id, category }) => `(${sqlText(id)}, ${sqlText(category)})`);

/** Makes the one that is of every day. */
export const CATALOGUE = `CREATE TABLE ${DAY_SOURCES.products} AS
  SELECT * FROM (VALUES ${rows.join(', ')}) AS t(product_id, category)`;
