import { z } from 'zod';
import { EVENT_TYPES, PAGE_TYPES } from '@/lib/events/vocabulary';
import { average, count, moment } from './figures';
import type { Report } from './report';
import { sql } from './sql-text';

const parameters = z.strictObject({
  session_id: z.coerce.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be an id'),
});

const text = z.string().nullable();
const row = z.object({
  event_id: z.string(),
  event_ms: moment,
  gap_ms: z.int(),
  event_type: z.enum(EVENT_TYPES),
  page: z.enum(PAGE_TYPES),
  page_url: text,
  product_id: text,
  product_name: text,
  element: text,
  position: count.nullable(),
  search_term: text,
  order_id: text,
  quantity: count.nullable(),
  unit_price: average,
  tab_id: text,
  seq: count.nullable(),
  flags: text,
});

/** One session, act by act. */
export const sessionEventsReport: Report<z.infer<typeof parameters>, z.infer<typeof row>> = {
  name: 'session_events',
  question: 'What happened in this session?',
  definitions: {
    event_id: 'The event; rows are in the order of these, which is that of time. At most 2,000.',
    event_ms: 'When it happened, epoch milliseconds.',
    gap_ms: 'Time since the event before, in milliseconds; 0 for the first.',
    event_type: 'view, click, add_to_cart or purchase.',
    page: 'Page type.',
    page_url: 'Path and kept query of the page.',
    product_id: 'The product it is about.',
    product_name: 'Its name, where the catalogue knows it.',
    element: 'What was clicked.',
    position: 'Its place in its list, from 1.',
    search_term: 'What was searched for.',
    order_id: 'The order, of purchase lines.',
    quantity: 'Units added or bought.',
    unit_price: 'Price of one of them, in EUR.',
    tab_id: 'The document it happened in.',
    seq: 'Its number in that document; a gap is a lost event.',
    flags: 'What the pipeline remarked on it.',
  },
  parameters,
  row,
  build: ({ session_id }) => sql`SELECT
  event_id,
  event_ms,
  event_ms - coalesce(lag(event_ms) OVER (ORDER BY event_id), event_ms) AS gap_ms,
  event_type,
  page,
  page_url,
  events.product_id,
  products.name AS product_name,
  element,
  position,
  search_term,
  order_id,
  quantity,
  CAST(unit_price AS double) AS unit_price,
  tab_id,
  seq,
  flags
FROM events
LEFT JOIN products ON products.product_id = events.product_id
WHERE session_id = ${session_id}
ORDER BY event_id
LIMIT 2000`,
};
