import { productById } from '@/lib/catalog/catalog';
import { CURRENCY, toDecimal } from '@/lib/common/money';
import { COLUMNS, type Column, type ColumnName, SCHEMA_VERSION } from '@/lib/events/columns';
import type { WireEvent } from '@/lib/events/event';
import { validateWireEvent } from '@/lib/events/validate';
import { scenarioPrice } from '@/lib/shop/scenario';
import type { LandedEvent } from './landed';
import type { CapturedEvent, Truth } from './truth';

export interface Alteration {
  readonly event_id: string;
  readonly field: ColumnName;
  readonly expected: unknown;
  readonly found: unknown;
}

export type Fields = Readonly<Partial<Record<ColumnName, unknown>>>;
type Facts = Pick<Truth, 'run' | 'scenario' | 'shoppers' | 'doses'>;

/** What the collector adds of its own, and what a correction leaves behind. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['received_at', 'flags', 'extra', 'event_id']);
export const COMPARED = (COLUMNS as readonly Column[]).filter(
  ({ name }) => !NOT_COMPARED.has(name),
);

/** Where a row is not what was captured, field by field; nothing where it breaks the contract. */
export function alterationsOf(
  captured: CapturedEvent,
  landed: LandedEvent,
  truth: Facts,
): readonly Alteration[] {
  const expected = expectedOf(captured, landed, truth);
  if (!expected) return [];
  const found: Alteration[] = [];
  for (const { name } of COMPARED) {
    const field = name as ColumnName;
    const wanted = expected[field] ?? null;
    if (wanted === (landed[field] ?? null)) continue;
    const { event_id } = captured.event;
    found.push({ event_id, field, expected: wanted, found: landed[field] ?? null });
  }
  return found;
}

/**
 * What a row has to say of an event: what was sent, and what follows from it. null where it breaks
 * the contract.
 * @param landed its row, whose corrected time is looked at; null before there is one
 */
export function expectedOf(
  captured: CapturedEvent,
  landed: LandedEvent | null,
  truth: Facts,
): Fields | null {
  const read = validateWireEvent(captured.event);
  if (!read.ok) return null;
  return { ...(read.event as Fields), ...factsOf(captured, read.event, landed, truth) };
}

/** What a row has to say beyond what was sent. */
function factsOf(
  { shopper }: CapturedEvent,
  sent: WireEvent,
  landed: LandedEvent | null,
  { run, scenario, shoppers, doses }: Facts,
): Fields {
  const timestamp = landed ? correctedTime(landed, sent.timestamp) : sent.timestamp;
  const person = shopper === null ? undefined : shoppers.get(shopper);
  const priced = sent.event_type === 'purchase' || sent.event_type === 'add_to_cart';
  const product = priced ? productById(sent.product_id ?? '') : undefined;
  return {
    timestamp,
    event_ms: Date.parse(timestamp),
    device_type: sent.device_type ?? person?.device_type,
    browser: sent.browser ?? person?.browser,
    location: sent.location ?? person?.location,
    // A robot beside a run's shoppers says that it is one.
    actor: doses.get('bot_flood')?.has(sent.event_id) ? 'bot' : run.actor,
    run_id: run.run_id,
    unit_price: product && toDecimal(scenarioPrice(scenario, product)),
    currency: product && CURRENCY,
    schema_version: SCHEMA_VERSION,
  };
}

/** A corrected time is in order where it is flagged, and the one that was sent is kept. */
function correctedTime(landed: LandedEvent, sent: string): string {
  if (typeof landed.flags !== 'string' || typeof landed.extra !== 'string') return sent;
  if (!landed.flags.split(' ').includes('clock_skew')) return sent;
  return JSON.parse(landed.extra).timestamp === sent ? String(landed.timestamp) : sent;
}
