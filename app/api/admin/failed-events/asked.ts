import { z } from 'zod';
import { problem } from '@/app/api/admin/read-json';
import { DAY_MS, HOUR_MS } from '@/lib/common/clock';
import { logError } from '@/lib/common/log-error';
import { FAILURE_REASONS } from '@/lib/events/validate';
import { isOverviewCursor } from '@/lib/failed-events/overview';

const MOST_STRETCH_MS = 400 * DAY_MS;
export const STRETCHES = {
  '1h': HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  all: MOST_STRETCH_MS,
} as const;
const NAMES = Object.keys(STRETCHES) as (keyof typeof STRETCHES)[];

const reason = z
  .enum(FAILURE_REASONS, { error: `one of ${FAILURE_REASONS.join(', ')}` })
  .optional();
const ref = z.string({ error: 'give a text' }).max(512, { error: 'at most 512 characters' });

export const listAsked = z.object({
  stretch: z.enum(NAMES, { error: `one of ${NAMES.join(', ')}` }).default('24h'),
  reason,
  before: z
    .string()
    .refine(isOverviewCursor, { error: 'must be what a page gave as next' })
    .optional(),
});

export const eventAsked = z.object({ ref });

const time = z.int({ error: 'give epoch milliseconds' }).min(0, { error: 'not before 1970' });
export const replayAsked = z
  .strictObject({
    from_ms: time,
    to_ms: time,
    reason,
    ref: ref.optional(),
    dry_run: z.boolean({ error: 'true or false' }),
  })
  .refine((order) => order.from_ms < order.to_ms, {
    error: 'must be before to_ms',
    path: ['from_ms'],
  })
  .refine((order) => order.to_ms - order.from_ms <= MOST_STRETCH_MS, {
    error: 'at most 400 days',
    path: ['from_ms'],
  });

export function badParameters({ issues }: z.ZodError): Response {
  const fields = issues.map(({ path }) => path.join('.') || 'body');
  const words = issues.map(({ message }, at) => `${fields[at]}: ${message}`);
  return problem(400, 'bad_parameters', words.join('; '), [...new Set(fields)]);
}

/** Where the folder or bucket itself cannot be read, in the words of whoever refused. */
export async function answered(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    logError('failed events', error);
    return problem(502, 'unreadable', error instanceof Error ? error.message : String(error));
  }
}
