import { fillOf } from '@/lib/console/catalog-questions';
import { relationRoute } from '../relation-route';

/** How much of each column of a relation is filled in, of the last seven days. */
export const GET = relationRoute(fillOf);
