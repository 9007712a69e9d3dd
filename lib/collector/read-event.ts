import { toIso } from '@/lib/common/clock';
import { CURRENCY, toDecimal } from '@/lib/common/money';
import { isTrafficRun } from '@/lib/common/run-token';
import { uuidV7Time } from '@/lib/common/uuid';
import { completeEvent } from '@/lib/events/complete';
import type { ClickstreamEvent } from '@/lib/events/event';
import { cleanText, type FailureReason, validateWireEvent } from '@/lib/events/validate';
import { type Flag, withFlag } from '@/lib/events/vocabulary';
import type { Scenario, ScenarioRun } from '@/lib/shop/scenario';
import { plausibleTime } from './clock-rule';
import type { Enrichment } from './enrichment';
import { parseTime } from './parse-time';

/** The price of a product in cents, or null where the catalogue does not know it. */
export type PriceOf = (productId: string, scenario?: Scenario) => number | null;

/** What all events of one batch share. */
export interface BatchFacts {
  readonly run: ScenarioRun | null;
  readonly enrichment: Enrichment;
  readonly receivedAt: number;
  /** The same as ISO text, made once a batch. */
  readonly receivedAtText: string;
  /** Milliseconds to add to the sender's times. */
  readonly skew: number;
  readonly memoryStore: boolean;
  /** Made by our own server, which alone may record purchases beside runs. */
  readonly fromServer?: boolean;
}

export type ReadEvent =
  | { readonly ok: true; readonly event: ClickstreamEvent }
  | { readonly ok: false; readonly reason: FailureReason; readonly field?: string };

const MAX_EXTRA = 1024;

/** Turns one raw element of a batch into a stored event, or says why it breaks the contract. */
export function readEvent(raw: unknown, batch: BatchFacts, priceOf: PriceOf): ReadEvent {
  const read = validateWireEvent(raw);
  if (!read.ok) return read;
  const { event, unknown, repaired } = read;
  const time = parseTime(event.timestamp);
  if (time === null) return { ok: false, reason: 'bad_field', field: 'timestamp' };
  const { run, enrichment } = batch;
  const traffic = isTrafficRun(run) ? run : null;
  if (event.event_type === 'purchase' && !traffic && !batch.fromServer) {
    return { ok: false, reason: 'server_only' };
  }

  // A traffic run says when its events happened, however long ago, unless it asks for what all others
  // get: to be held to the clock.
  const believed = traffic !== null && !traffic.held_to_clock;
  const skew = believed ? 0 : batch.skew;
  const corrected = time + skew;
  if (!believed) {
    const minted = uuidV7Time(event.event_id) + skew;
    if (!plausibleTime(corrected, batch.receivedAt) || !plausibleTime(minted, batch.receivedAt)) {
      return { ok: false, reason: 'bad_time' };
    }
  }
  const scenario = run?.scenario;
  const priced = event.event_type === 'purchase' || event.event_type === 'add_to_cart';
  const price = priced && event.product_id ? priceOf(event.product_id, scenario) : null;
  if (priced && price === null)
    return { ok: false, reason: 'unknown_product', field: 'product_id' };

  // Device, browser and place: a traffic run may say them of its shoppers, nobody else is asked.
  const said = traffic ? event : null;
  const extra = extraOf(unknown, skew === 0 ? undefined : event.timestamp);
  const flags: Flag[] = [];
  if (repaired || extra?.repaired) flags.push('repaired');
  if (skew !== 0) flags.push('clock_skew');
  if (event.flags?.split(' ').includes('bfcache')) flags.push('bfcache');
  if (batch.memoryStore) flags.push('mem_store');
  if (enrichment.failed) flags.push('enrich_error');

  return {
    ok: true,
    event: completeEvent(event, {
      timestamp: skew === 0 ? event.timestamp : toIso(corrected),
      event_ms: corrected,
      device_type: said?.device_type ?? enrichment.device_type,
      browser: said?.browser ?? enrichment.browser,
      location: said?.location ?? enrichment.location,
      received_at: batch.receivedAtText,
      actor: traffic ? traffic.actor : enrichment.robot ? 'bot' : 'human',
      run_id: run?.run_id,
      // Only a run's scenario assigns arms, so that nobody can write himself into one.
      variant: event.variant === scenario?.experiment ? event.variant : undefined,
      unit_price: price === null ? undefined : toDecimal(price),
      currency: price === null ? undefined : CURRENCY,
      flags: flags.length === 0 ? undefined : flags.reduce<string | undefined>(withFlag, undefined),
      extra: extra?.text,
    }),
  };
}

interface Extra {
  readonly text: string;
  /** Whether text in it had to be cleaned. */
  readonly repaired: boolean;
}

/** As many of the surplus fields as fit, the replaced timestamp first. */
function extraOf(
  unknown: Readonly<Record<string, unknown>> | null,
  replacedTimestamp: string | undefined,
): Extra | undefined {
  if (!unknown && replacedTimestamp === undefined) return undefined;
  const kept: Record<string, unknown> = {};
  let text: string | undefined;
  const candidates = Object.entries({ timestamp: replacedTimestamp, ...unknown });
  for (const [key, value] of candidates) {
    const longer = JSON.stringify({ ...kept, [key]: value }, readable);
    if (longer.length > MAX_EXTRA) continue;
    kept[key] = value;
    text = longer;
  }
  return text === undefined ? undefined : { text, repaired: text !== JSON.stringify(kept) };
}

/** Keys and texts that every reader can hold, at any depth. */
function readable(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), inner]));
}
