import { MINUTE_MS } from '@/lib/common/clock';
import { parseScenario, type Scenario } from '@/lib/shop/scenario';

/** Scenarios that have a name, as of the moment at which a run begins. */
const NAMED = {
  'price-change': () => ({ price: { factor: 0.8 } }),
  'checkout-outage': (now) => ({
    outage: { from_ms: now + MINUTE_MS, to_ms: now + 6 * MINUTE_MS },
  }),
  'broken-device': () => ({ broken: { feature: 'add_to_cart', device: 'mobile' } }),
  'ab-test': () => ({ experiment: 'buy_box_note:b' }),
} as const satisfies Readonly<Record<string, (now: number) => Scenario>>;

export const SCENARIO_NAMES = Object.keys(NAMED);

/** A scenario by its name, or as JSON of a run token's own form; null for what is neither. */
export function readScenario(text: string, now: number): Scenario | null {
  const named = Object.entries(NAMED).find(([name]) => name === text);
  if (named) return named[1](now);
  try {
    return parseScenario(JSON.parse(text));
  } catch {
    return null; // No JSON: the caller says what would be.
  }
}
