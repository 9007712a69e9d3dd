import type { UserType } from '@/lib/events/vocabulary';
import { type Choice, choiceOf } from './choice';
import type { Channel } from './mixes';

/**
 * Named parameter sets over one shop: personas differ in six scalars and in nothing else. Mixing
 * their exit chances is what makes leaving less likely the longer somebody stays, as in real shops.
 * Figures: realism model §4.2; buyers and hesitators confirm a little less, since a cart here outlives
 * its visit and brings them back to the checkout.
 */
export interface Persona {
  readonly name: PersonaName;
  /** Chance to leave after a page. */
  readonly exit: number;
  /** Chance to add to the cart at a product view. */
  readonly add: number;
  /** Chance to go on from cart to checkout. */
  readonly checkout: number;
  /** Chance to place the order at checkout. */
  readonly confirm: number;
  /** Factor on the time spent on a page. */
  readonly tempo: number;
  /** Factor on the weight of searching. */
  readonly search: number;
}

export type PersonaName = 'bouncer' | 'browser' | 'researcher' | 'buyer' | 'hesitator';

export const PERSONAS: Readonly<Record<PersonaName, Persona>> = {
  bouncer: {
    name: 'bouncer',
    exit: 0.9,
    add: 0.003,
    checkout: 0.05,
    confirm: 0.1,
    tempo: 0.9,
    search: 0.5,
  },
  browser: {
    name: 'browser',
    exit: 0.22,
    add: 0.022,
    checkout: 0.15,
    confirm: 0.15,
    tempo: 1,
    search: 0.8,
  },
  researcher: {
    name: 'researcher',
    exit: 0.08,
    add: 0.022,
    checkout: 0.25,
    confirm: 0.25,
    tempo: 1.15,
    search: 1.8,
  },
  buyer: {
    name: 'buyer',
    exit: 0.08,
    add: 0.33,
    checkout: 0.72,
    confirm: 0.5,
    tempo: 0.9,
    search: 1.5,
  },
  hesitator: {
    name: 'hesitator',
    exit: 0.12,
    add: 0.12,
    checkout: 0.55,
    confirm: 0.45,
    tempo: 1,
    search: 0.7,
  },
};

/** Who a visitor is this time; somebody with a cart from last time is more often here to buy. */
export type Visiting = UserType | 'with_cart';

const SHARES: Readonly<Record<Visiting, Readonly<Record<PersonaName, number>>>> = {
  new: { bouncer: 0.43, browser: 0.375, researcher: 0.13, buyer: 0.055, hesitator: 0.01 },
  returning: { bouncer: 0.29, browser: 0.36, researcher: 0.18, buyer: 0.085, hesitator: 0.085 },
  with_cart: { bouncer: 0.2, browser: 0.2, researcher: 0.12, buyer: 0.16, hesitator: 0.32 },
};

const TILTS: Readonly<Partial<Record<Channel, Readonly<Partial<Record<PersonaName, number>>>>>> = {
  paid: { bouncer: 1.25 },
  social: { bouncer: 1.25 },
  email: { buyer: 1.5, hesitator: 1.5 },
  direct: { buyer: 1.2 },
};

/** Buyers come at midday, browsing is for the evening (§4.1). */
function hourTilt(persona: PersonaName, localHour: number): number {
  if (persona !== 'buyer') return 1;
  if (localHour >= 10 && localHour <= 17) return 1.25;
  return localHour >= 18 && localHour <= 23 ? 0.75 : 1;
}

const MIXES = new Map<string, Choice<Persona>>();

export function personaMix(
  visiting: Visiting,
  channel: Channel,
  localHour: number,
): Choice<Persona> {
  const time = hourTilt('buyer', localHour);
  const key = `${visiting} ${channel} ${time}`;
  let mix = MIXES.get(key);
  if (!mix) {
    mix = choiceOf(
      Object.values(PERSONAS).map((persona) => {
        const tilt = TILTS[channel]?.[persona.name] ?? 1;
        const hour = hourTilt(persona.name, localHour);
        return [persona, SHARES[visiting][persona.name] * tilt * hour] as const;
      }),
    );
    MIXES.set(key, mix);
  }
  return mix;
}
