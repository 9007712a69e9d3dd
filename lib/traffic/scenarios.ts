import { MINUTE_MS } from '@/lib/common/clock';
import { parseScenario, type Scenario } from '@/lib/shop/scenario';
import type { Crowd } from './crowd';
import type { FaultDials } from './faults/dials';
import type { Trial } from './trial';

/** What is otherwise in a run: what the shop does, who comes, and what is done to its traffic. */
export interface TrafficScenario {
  /** Null for one that was written out. */
  readonly name: string | null;
  readonly shop?: Scenario;
  readonly crowd?: Crowd;
  readonly faults?: FaultDials['shares'];
}

/**
 * A day of reduced prices: four times the crowd, as published of promotions (realism model §2d), come by
 * letters and advertisements, on phones, and of all kinds: more of those who buy and more of those who
 * only look, so that conversion rises by a seventh or so and no more (§2a).
 */
const BLACK_FRIDAY: Crowd = {
  personas: { bouncer: 1.2, browser: 0.95, researcher: 0.9, buyer: 1.12, hesitator: 1.12 },
  channels: { email: 3, paid: 1.6, direct: 1.2 },
  devices: { mobile: 1.25 },
  surge: { factor: 4.3, begins_s: 10, full_s: 60 },
};

/** Half are shown the note, and a quarter more of them add what they look at. */
const BUY_BOX_NOTE: Trial = [
  { variant: 'buy_box_note:a', adds: 1 },
  { variant: 'buy_box_note:b', adds: 1.25 },
];

/** Scenarios that have a name, as of the moment at which a run begins. */
const NAMED = {
  'price-change': () => ({ shop: { price: { factor: 0.8 } } }),
  'checkout-outage': (now) => ({
    shop: { outage: { from_ms: now + MINUTE_MS, to_ms: now + 6 * MINUTE_MS } },
  }),
  'broken-device': () => ({ shop: { broken: { feature: 'add_to_cart', device: 'mobile' } } }),
  'ab-test': () => ({ crowd: { trial: BUY_BOX_NOTE } }),
  'black-friday': () => ({ shop: { price: { factor: 0.7 } }, crowd: BLACK_FRIDAY }),
  // Nothing of the shop's own: as many events again come from robots.
  'bot-flood': () => ({ faults: { bot_flood: 1 } }),
} as const satisfies Readonly<Record<string, (now: number) => Omit<TrafficScenario, 'name'>>>;

export const SCENARIO_NAMES = Object.keys(NAMED);
/** Those that people in browsers can play: robots and faults come from the producer. */
export const BOT_SCENARIO_NAMES = Object.entries(NAMED)
  .filter(([, make]) => !('faults' in make(0)))
  .map(([name]) => name);

/** A scenario by its name, or as JSON of a run token's own form; null for what is neither. */
export function readScenario(text: string, now: number): TrafficScenario | null {
  const named = Object.entries(NAMED).find(([name]) => name === text);
  if (named) return { name: text, ...named[1](now) };
  try {
    const shop = parseScenario(JSON.parse(text));
    return shop && { name: null, shop };
  } catch {
    return null; // No JSON: the caller says what would be.
  }
}
