import { sampleOf } from '@/lib/console/catalog-questions';
import { relationRoute } from '../relation-route';

/** A few rows of a relation. */
export const GET = relationRoute(sampleOf);
