import { productById } from '@/lib/catalog/catalog';
import type { WireEvent } from '@/lib/events/event';
import { validateWireEvent } from '@/lib/events/validate';
import { scenarioPrice } from '@/lib/shop/scenario';
import type { CapturedEvent, Truth } from '../truth';

/** What happened, at the time at which it truly did. */
export interface TrueEvent {
  readonly at: number;
  readonly id: string;
  readonly wire: WireEvent;
  /** Of what was put into the cart or bought, as the scenario has it. */
  readonly cents: number;
}

export interface TrueSession {
  readonly id: string;
  readonly user: string;
  readonly actor: 'human' | 'bot' | 'producer';
  readonly device: string;
  readonly browser: string;
  readonly country: string | null;
  readonly userType: string;
  readonly channel: string;
  readonly variant: string | null;
  /** In order. */
  readonly events: readonly [TrueEvent, ...TrueEvent[]];
}

/**
 * The sessions of a run by its ledger alone: of every event that was captured and neither refused nor
 * given up. Shares no code with models and reports, which are to come to the same figures.
 */
export function trueSessions(truth: Truth): readonly TrueSession[] {
  const sessions = new Map<string, [TrueEvent, ...TrueEvent[]]>();
  const facts = new Map<string, CapturedEvent>();
  for (const [id, captured] of truth.captured) {
    if (truth.rejected.has(id) || truth.failed.has(id)) continue;
    const event = trueEvent(captured, truth);
    if (!event) continue;
    const { session_id } = event.wire;
    const others = sessions.get(session_id);
    if (others) others.push(event);
    else {
      sessions.set(session_id, [event]);
      facts.set(session_id, captured);
    }
  }
  return [...sessions].map(([id, events]) => {
    events.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    return sessionOf(id, events, facts.get(id)?.shopper ?? null, truth);
  });
}

function trueEvent({ event }: CapturedEvent, truth: Truth): TrueEvent | null {
  const read = validateWireEvent(event);
  if (!read.ok) return null;
  const wire = read.event;
  const { event_id: id, event_type, product_id } = wire;
  const ahead = truth.doses.get('clock_skew')?.get(id) ?? 0;
  const priced = event_type === 'purchase' || event_type === 'add_to_cart';
  const product = priced ? productById(product_id ?? '') : undefined;
  const cents = product ? scenarioPrice(truth.scenario, product) * (wire.quantity ?? 0) : 0;
  return { at: Date.parse(wire.timestamp) - ahead, id, wire, cents };
}

function sessionOf(
  id: string,
  events: [TrueEvent, ...TrueEvent[]],
  shopper: number | null,
  truth: Truth,
): TrueSession {
  const { wire, id: first } = events[0];
  const person = shopper === null ? undefined : truth.shoppers.get(shopper);
  const location = wire.location ?? person?.location ?? null;
  return {
    id,
    user: wire.user_id,
    actor: truth.doses.get('bot_flood')?.has(first) ? 'bot' : truth.run.actor,
    device: wire.device_type ?? person?.device_type ?? '',
    browser: wire.browser ?? person?.browser ?? '',
    country: location?.slice(0, 2) ?? null,
    userType: wire.user_type,
    channel: channelOf(wire),
    variant: events.find((one) => one.wire.variant)?.wire.variant ?? null,
    events,
  };
}

const MEDIUMS: Readonly<Record<string, string>> = {
  cpc: 'paid',
  paid_social: 'paid',
  email: 'email',
};
const HOSTS: readonly (readonly [string, string])[] = [
  ['google.', 'organic'],
  ['bing.', 'organic'],
  ['duckduckgo.', 'organic'],
  ['ecosia.', 'organic'],
  ['instagram.', 'social'],
  ['pinterest.', 'social'],
  ['facebook.', 'social'],
  ['reddit.', 'social'],
];

/** Of the model's own sources; what comes from elsewhere is a referral. */
function channelOf({ page_url = '', referrer_url }: WireEvent): string {
  const medium = new URL(page_url, 'http://shop').searchParams.get('utm_medium');
  if (medium && MEDIUMS[medium]) return MEDIUMS[medium];
  if (!referrer_url) return 'direct';
  const host = new URL(referrer_url).hostname;
  return HOSTS.find(([part]) => host.includes(part))?.[1] ?? 'referral';
}
