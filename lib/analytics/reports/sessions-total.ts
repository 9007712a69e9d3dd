import { z } from 'zod';
import { count } from './figures';
import type { Report } from './report';
import { scopedBy } from './scope';
import { BEHIND, type Behind, sessionsBehind } from './sessions-behind';
import { sql } from './sql-text';

const parameters = scopedBy(BEHIND);

const row = z.object({ sessions: count, visitors: count });

/** How many sessions `sessions_list` has to show, page by page. */
export const sessionsTotalReport: Report<Behind, z.infer<typeof row>> = {
  name: 'sessions_total',
  question: 'How many sessions are behind this figure?',
  definitions: {
    sessions: 'Sessions that are listed, on all pages together.',
    visitors: 'Distinct user_id of those sessions.',
  },
  parameters,
  row,
  build: (scope) => sql`SELECT count(*) AS sessions, count(DISTINCT user_id) AS visitors
FROM sessions
WHERE ${sessionsBehind(scope)}`,
};
