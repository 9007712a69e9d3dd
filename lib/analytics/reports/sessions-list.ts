import { z } from 'zod';
import { ACTORS, BROWSERS, DEVICE_TYPES, PAGE_TYPES, USER_TYPES } from '@/lib/events/vocabulary';
import { CHANNELS } from '@/lib/models/channel';
import { count, moment, money } from './figures';
import type { Report } from './report';
import { scopedBy } from './scope';
import { BEHIND, sessionsBehind } from './sessions-behind';
import { type Sql, sql, words } from './sql-text';

const SIZES = [20, 50, 100, 500] as const;
const id = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);

const parameters = scopedBy({
  ...BEHIND,
  before_ms: moment.optional(),
  before_id: z.coerce.string().pipe(id).optional(),
  size: z.literal(SIZES).default(50),
});

const row = z.object({
  session_id: z.string(),
  user_id: z.string(),
  started_ms: moment,
  ended_ms: moment,
  actor: z.enum(ACTORS),
  device_type: z.enum(DEVICE_TYPES),
  browser: z.enum(BROWSERS),
  country: z.string().nullable(),
  channel: z.enum(CHANNELS),
  user_type: z.enum(USER_TYPES),
  run_id: z.string().nullable(),
  variant: z.string().nullable(),
  entry_page: z.enum(PAGE_TYPES),
  exit_page: z.enum(PAGE_TYPES),
  events: count,
  views: count,
  clicks: count,
  add_to_carts: count,
  orders: count,
  revenue: money,
});

type Parameters = z.infer<typeof parameters>;

const COLUMNS = Object.keys(row.shape).map((name) =>
  name === 'revenue' ? 'CAST(revenue AS double) AS revenue' : name,
);

function build(scope: Parameters): Sql {
  const { before_ms, before_id = '', size } = scope;
  const page =
    before_ms === undefined
      ? words('')
      : sql` AND (started_ms < ${before_ms} OR started_ms = ${before_ms} AND session_id < ${before_id})`;
  return sql`SELECT
  ${words(COLUMNS.join(',\n  '))}
FROM sessions
WHERE ${sessionsBehind(scope)}${page}
ORDER BY started_ms DESC, session_id DESC
LIMIT ${words(String(size))}`;
}

/** The sessions behind a figure, the latest first, page by page. */
export const sessionsListReport: Report<Parameters, z.infer<typeof row>> = {
  name: 'sessions_list',
  question: 'Which sessions are behind this figure?',
  definitions: {
    session_id: 'The session; its events are in session_events.',
    user_id: 'Its visitor.',
    started_ms:
      'Time of its first event, epoch milliseconds. The next page begins before the last row of this one.',
    ended_ms: 'Time of its last event.',
    actor: 'human, bot or producer.',
    device_type: 'Device class.',
    browser: 'Browser family.',
    country: 'Country, empty where it is not known.',
    channel: 'How it arrived.',
    user_type: 'new in a visitor’s first session, else returning.',
    run_id: 'The traffic run it belongs to, if any.',
    variant: 'The experiment’s arm it was shown, if any.',
    entry_page: 'Page type of its first event.',
    exit_page: 'Page type of its last event.',
    events: 'All its events.',
    views: 'Page views.',
    clicks: 'Clicks.',
    add_to_carts: 'Times something was added to the cart.',
    orders: 'Orders.',
    revenue: 'What it bought, in EUR.',
  },
  parameters,
  row,
  build,
};
