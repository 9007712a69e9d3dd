import { z } from 'zod';
import type { WireEvent } from '@/lib/events/event';
import { ACTORS, BROWSERS, DEVICE_TYPES, EVENT_TYPES } from '@/lib/events/vocabulary';
import { FAULT_NAMES, type Fault } from './faults/dials';

/**
 * What truly happened in a run, written by whoever caused it: one JSON object a line, each with the
 * kind of entry in `t` and the writer's clock in `at`. A run that is taken up again has one more `run`.
 */
const at = z.number();
const shopper = z.number().int().min(0);
const ids = z.array(z.string()).min(1);

const runRule = z.object({
  t: z.literal('run'),
  v: z.literal(1),
  at,
  run_id: z.string(),
  actor: z.enum(ACTORS),
  /** What the events go through: `bots` play pages; the others send to a collector or past it. */
  channel: z.enum(['bots', 'collector', 'lake', 'firehose']),
  seed: z.number().int(),
  /** As they were chosen: rate, shoppers, speed and the like. */
  parameters: z.record(z.string(), z.unknown()),
});

/**
 * A bot's shopper begins: what its events must say of it where the tracker does not say it itself. Acts
 * of one who does not accept are withheld: no event of theirs may be anywhere.
 */
const shopperRule = z.object({
  t: z.literal('shopper'),
  at,
  shopper,
  persona: z.string(),
  consent: z.enum(['accept', 'decline', 'block']),
  device_type: z.enum(DEVICE_TYPES),
  browser: z.enum(BROWSERS),
  location: z.string().nullable(),
});

/** Done by a shopper and read from the page, whatever the tracker made of it; `n` counts from 1. */
const actRule = z.object({
  t: z.literal('act'),
  at,
  shopper,
  n: z.number().int().min(1),
  event_type: z.enum(EVENT_TYPES),
  /** Path of the page it was done on. */
  path: z.string(),
  element: z.string().nullable(),
  position: z.number().int().nullable(),
  product_id: z.string().nullable(),
});

/** Captured: by a tracker, which said so, or made by a producer, before it is sent. */
const capturedRule = z.object({
  t: z.literal('captured'),
  at,
  shopper: shopper.optional(),
  events: z
    .array(z.custom<WireEvent>((value) => typeof value === 'object' && value !== null))
    .readonly(),
});

const ackedRule = z.object({ t: z.literal('acked'), at, ids });
/** Refused for good, with the collector's reason. */
const rejectedRule = z.object({ t: z.literal('rejected'), at, ids, reason: z.string() });
/** Given up by the sender. */
const failedRule = z.object({ t: z.literal('failed'), at, ids, reason: z.string() });
/** Something that went wrong beside the events: a way that was not there, a refused order. */
const troubleRule = z.object({ t: z.literal('trouble'), at, shopper, what: z.string() });
/** A shopper's page died: what was under way on it may have come to nothing. */
const crashRule = z.object({ t: z.literal('crash'), at, shopper, what: z.string() });
/** Done to these events on purpose. Those of `consent_withheld` were never captured. */
const doseRule = z.object({
  t: z.literal('dose'),
  at,
  fault: z.enum(FAULT_NAMES as [Fault, ...Fault[]]),
  ids,
  by_ms: z.number().optional(),
});
/** The run ended by itself or was told to; without it the writer died. */
const endRule = z.object({ t: z.literal('end'), at, why: z.enum(['done', 'stopped']) });

export const ledgerEntryRule = z.discriminatedUnion('t', [
  runRule,
  shopperRule,
  actRule,
  capturedRule,
  ackedRule,
  rejectedRule,
  failedRule,
  troubleRule,
  crashRule,
  doseRule,
  endRule,
]);

export type LedgerEntry = Readonly<z.infer<typeof ledgerEntryRule>>;
export type LedgerRun = Extract<LedgerEntry, { t: 'run' }>;
export type LedgerAct = Extract<LedgerEntry, { t: 'act' }>;
export type LedgerShopper = Extract<LedgerEntry, { t: 'shopper' }>;

/** Below the data folder. */
export const LEDGER_FOLDER = 'ledger';
export const ledgerPath = (runId: string) => `${LEDGER_FOLDER}/${runId}.ndjson`;
