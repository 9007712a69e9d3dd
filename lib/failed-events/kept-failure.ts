import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FailedSender } from '@/lib/collector/failed-event';
import type { FailureReason } from '@/lib/events/validate';
import { ACTORS, BROWSERS, DEVICE_TYPES } from '@/lib/events/vocabulary';
import { parseScenario, type ScenarioRun } from '@/lib/shop/scenario';
import { isReason } from './reasons';

/** A line of the failed stream, read. */
export interface KeptFailure {
  readonly receivedMs: number;
  readonly reason: FailureReason;
  readonly field: string | null;
  readonly batch_id: string;
  readonly index: number;
  readonly event_id: string | null;
  /** In base64, as the line has it. */
  readonly content: string;
  readonly truncated: boolean;
  /** Of lines that were written before it was kept there is none. */
  readonly sender: unknown;
}

/** By hand, since a page reads tens of thousands of them; null for what is no such line. */
export function readFailedLine(line: string): KeptFailure | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Record<string, unknown>;
  const { reason, field, batch_id, index, event_id, bytes, truncated, sender } = fields;
  const receivedMs = Date.parse(String(fields.received_at));
  if (Number.isNaN(receivedMs) || !isReason(reason) || typeof bytes !== 'string') return null;
  return {
    receivedMs,
    reason,
    field: typeof field === 'string' ? field : null,
    batch_id: typeof batch_id === 'string' ? batch_id : '',
    index: typeof index === 'number' ? index : 0,
    event_id: typeof event_id === 'string' ? event_id : null,
    content: bytes,
    truncated: truncated === true,
    sender: sender ?? null,
  };
}

/** Of a line's bytes: stays the same where lines before it are taken out. */
export function digestOf(line: string): string {
  return createHash('sha256').update(line).digest('base64url').slice(0, 22);
}

const senderRule = z.object({
  skew_ms: z.number(),
  store: z.enum(['idb', 'mem']),
  device_type: z.enum(DEVICE_TYPES),
  browser: z.enum(BROWSERS),
  location: z.string().nullable(),
  robot: z.boolean(),
  failed: z.boolean(),
  run: z
    .object({
      actor: z.enum(ACTORS),
      run_id: z.string(),
      exp: z.number(),
      held_to_clock: z.literal(true).optional(),
      scenario: z.unknown().optional(),
    })
    .nullable(),
});

/** What cannot be told any more is said by the flag `enrich_error`, as where it could not be told at once. */
const UNKNOWN_SENDER: FailedSender = {
  skew: 0,
  memoryStore: false,
  run: null,
  enrichment: {
    device_type: 'desktop',
    browser: 'Other',
    location: null,
    robot: false,
    failed: true,
  },
};

/** The sender as the batch had it; null where it is of a run that is not understood today. */
export function senderOf({ sender }: KeptFailure): FailedSender | null {
  if (sender === null) return UNKNOWN_SENDER;
  const read = senderRule.safeParse(sender);
  if (!read.success) return null;
  const { skew_ms, store, run, ...enrichment } = read.data;
  const known = run && readRun(run);
  if (run && !known) return null;
  return { skew: skew_ms, memoryStore: store === 'mem', run: known, enrichment };
}

function readRun({
  scenario,
  held_to_clock,
  ...run
}: NonNullable<z.infer<typeof senderRule>['run']>): ScenarioRun | null {
  const claim = { ...run, ...(held_to_clock && { held_to_clock }) };
  if (scenario === undefined) return claim;
  const known = parseScenario(scenario);
  return known && { ...claim, scenario: known };
}
