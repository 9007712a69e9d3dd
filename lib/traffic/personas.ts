import type { Browser, DeviceType, PageType } from '@/lib/events/vocabulary';

/** Named parameter sets over one shop; shares are weights. Figures: realism model, §4.2 and §4.3. */
export interface Persona {
  readonly name: string;
  /** Share among new and among returning visitors. */
  readonly share: { readonly new: number; readonly returning: number };
  /** Chance to leave after a page. */
  readonly exit: number;
  /** Chance to add to the cart at a product view. */
  readonly add: number;
  /** Chance to go on from cart to checkout. */
  readonly checkout: number;
  /** Chance to place the order at checkout. */
  readonly confirm: number;
}

export const PERSONAS: readonly Persona[] = [
  {
    name: 'bouncer',
    share: { new: 0.43, returning: 0.29 },
    exit: 0.9,
    add: 0.003,
    checkout: 0.05,
    confirm: 0.1,
  },
  {
    name: 'browser',
    share: { new: 0.375, returning: 0.36 },
    exit: 0.22,
    add: 0.022,
    checkout: 0.15,
    confirm: 0.15,
  },
  {
    name: 'researcher',
    share: { new: 0.13, returning: 0.18 },
    exit: 0.08,
    add: 0.022,
    checkout: 0.25,
    confirm: 0.25,
  },
  {
    name: 'buyer',
    share: { new: 0.055, returning: 0.085 },
    exit: 0.08,
    add: 0.33,
    checkout: 0.72,
    confirm: 0.58,
  },
  {
    name: 'hesitator',
    share: { new: 0.01, returning: 0.085 },
    exit: 0.12,
    add: 0.12,
    checkout: 0.55,
    confirm: 0.5,
  },
];

/** A shopper's equipment; the factors multiply the persona's exit, add and confirm chances. */
export interface Device {
  readonly device_type: DeviceType;
  readonly share: number;
  readonly exit: number;
  readonly add: number;
  readonly confirm: number;
  readonly browsers: readonly (readonly [Browser, number])[];
}

export const DEVICES: readonly Device[] = [
  {
    device_type: 'mobile',
    share: 0.6,
    exit: 1.06,
    add: 0.85,
    confirm: 0.8,
    browsers: [
      ['Chrome', 0.55],
      ['Safari', 0.38],
      ['Samsung Internet', 0.05],
      ['Firefox', 0.02],
    ],
  },
  {
    device_type: 'desktop',
    share: 0.37,
    exit: 0.92,
    add: 1.2,
    confirm: 1.22,
    browsers: [
      ['Chrome', 0.66],
      ['Safari', 0.16],
      ['Edge', 0.12],
      ['Firefox', 0.06],
    ],
  },
  {
    device_type: 'tablet',
    share: 0.03,
    exit: 1,
    add: 1,
    confirm: 1,
    browsers: [
      ['Safari', 0.7],
      ['Chrome', 0.3],
    ],
  },
];

/** Where a session may come from; null is direct. */
export const REFERRERS: readonly (readonly [string | null, number])[] = [
  ['https://www.google.com/', 0.38],
  [null, 0.29],
  ['https://www.google.com/?utm_medium=cpc&utm_source=google', 0.15],
  ['https://www.instagram.com/', 0.1],
  ['https://www.wirecutter.example/', 0.08],
];

export const LOCATIONS: readonly (readonly [string, number])[] = [
  ['US', 0.44],
  ['IE', 0.16],
  ['GB', 0.12],
  ['DE', 0.1],
  ['FR', 0.08],
  ['IN', 0.06],
  ['CA', 0.04],
];

/** Pages the minimal plan walks between. */
export type PlanPage = Extract<PageType, 'home' | 'category' | 'product' | 'cart' | 'info'>;

/** Where to go next, given that the shopper stays (weights, search left out). */
export const NAVIGATION: Readonly<Record<PlanPage, readonly (readonly [PlanPage, number])[]>> = {
  home: [
    ['category', 0.53],
    ['product', 0.32],
    ['info', 0.1],
  ],
  category: [
    ['home', 0.05],
    ['category', 0.28],
    ['product', 0.625],
    ['info', 0.03],
  ],
  product: [
    ['home', 0.08],
    ['category', 0.455],
    ['product', 0.38],
    ['info', 0.03],
  ],
  cart: [
    ['home', 0.17],
    ['category', 0.38],
    ['product', 0.45],
  ],
  info: [
    ['home', 0.4],
    ['category', 0.3],
    ['product', 0.2],
  ],
};

export const LANDING: Readonly<
  Record<'new' | 'returning', readonly (readonly [PlanPage, number])[]>
> = {
  new: [
    ['product', 0.33],
    ['category', 0.27],
    ['home', 0.33],
    ['info', 0.07],
  ],
  returning: [
    ['home', 0.57],
    ['product', 0.23],
    ['category', 0.2],
  ],
};
