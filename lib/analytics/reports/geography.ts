import { z } from 'zod';
import type { Report } from './report';
import { scopedBy } from './scope';
import {
  GROUP_DEFINITIONS,
  GROUP_FIGURES,
  PERIOD_OF_SESSIONS,
  period,
  sessionGroups,
} from './session-groups';

const parameters = scopedBy({ by: z.enum(['country', 'region']).default('country') });

const row = z.object({
  period,
  country: z.string().nullable(),
  region: z.string().nullable(),
  ...GROUP_FIGURES,
});

/** Where in the world sessions are. */
export const geographyReport: Report<z.infer<typeof parameters>, z.infer<typeof row>> = {
  name: 'geography',
  question: 'Which countries do visitors come from?',
  definitions: {
    period: PERIOD_OF_SESSIONS,
    country: 'ISO 3166 alpha-2 code of the first event’s location; empty where it is not known.',
    region:
      'ISO 3166-2 code, where the location is that exact and sessions are told apart by region; else empty.',
    ...GROUP_DEFINITIONS,
  },
  parameters,
  row,
  build(scope) {
    const region = `CASE WHEN length(location) > 2 THEN location END`;
    return sessionGroups(scope, [
      { name: 'country', sql: 'country' },
      { name: 'region', sql: scope.by === 'region' ? region : 'CAST(NULL AS varchar)' },
    ]);
  },
};
