import type { Browser, DeviceType, UserType } from '@/lib/events/vocabulary';
import { type Choice, choiceOf } from './choice';

/** A shopper's equipment; the factors multiply the persona's exit, add and confirm chances (§4.3). */
export interface Device {
  readonly device_type: DeviceType;
  readonly exit: number;
  readonly add: number;
  readonly confirm: number;
  readonly browsers: Choice<Browser>;
}

const MOBILE: Device = {
  device_type: 'mobile',
  exit: 1.06,
  add: 0.85,
  confirm: 0.8,
  browsers: choiceOf([
    ['Chrome', 0.55],
    ['Safari', 0.38],
    ['Samsung Internet', 0.05],
    ['Firefox', 0.02],
  ]),
};
const DESKTOP: Device = {
  device_type: 'desktop',
  exit: 0.92,
  add: 1.2,
  confirm: 1.22,
  browsers: choiceOf([
    ['Chrome', 0.66],
    ['Safari', 0.16],
    ['Edge', 0.12],
    ['Firefox', 0.06],
  ]),
};
const TABLET: Device = {
  device_type: 'tablet',
  exit: 1,
  add: 1,
  confirm: 1,
  browsers: choiceOf([
    ['Safari', 0.7],
    ['Chrome', 0.3],
  ]),
};

export const DEVICES = choiceOf<Device>([
  [MOBILE, 0.6],
  [DESKTOP, 0.37],
  [TABLET, 0.03],
]);

export interface Country {
  readonly code: string;
  readonly share: number;
  /** Hours that its winter time is ahead of UTC. */
  readonly hours: number;
}

/** An Irish shop that delivers in the euro area; the largest share follows GA4's (§2g). */
export const COUNTRIES: readonly Country[] = [
  { code: 'IE', share: 0.46, hours: 0 },
  { code: 'GB', share: 0.13, hours: 0 },
  { code: 'DE', share: 0.12, hours: 1 },
  { code: 'FR', share: 0.08, hours: 1 },
  { code: 'NL', share: 0.05, hours: 1 },
  { code: 'ES', share: 0.04, hours: 1 },
  { code: 'IT', share: 0.04, hours: 1 },
  { code: 'AT', share: 0.03, hours: 1 },
  { code: 'BE', share: 0.02, hours: 1 },
  { code: 'DK', share: 0.02, hours: 1 },
  { code: 'PT', share: 0.01, hours: 0 },
];

export type Channel = 'organic' | 'direct' | 'paid' | 'social' | 'referral' | 'email';

/** Where sessions come from (§2g); who comes back comes by himself or by letter more often. */
export const CHANNELS: Readonly<Record<UserType, Choice<Channel>>> = {
  new: choiceOf([
    ['organic', 0.42],
    ['direct', 0.18],
    ['paid', 0.17],
    ['social', 0.12],
    ['referral', 0.09],
    ['email', 0.02],
  ]),
  returning: choiceOf([
    ['organic', 0.29],
    ['direct', 0.3],
    ['paid', 0.1],
    ['social', 0.06],
    ['referral', 0.06],
    ['email', 0.19],
  ]),
};

/** What the address of a landing page says of the campaign behind it. */
export interface Source {
  readonly referrer: string | null;
  readonly utm_source?: string;
  readonly utm_medium?: string;
}

const GOOGLE = 'https://www.google.com/';

export const SOURCES: Readonly<Record<Channel, Choice<Source>>> = {
  organic: choiceOf<Source>([
    [{ referrer: GOOGLE }, 0.87],
    [{ referrer: 'https://www.bing.com/' }, 0.07],
    [{ referrer: 'https://duckduckgo.com/' }, 0.04],
    [{ referrer: 'https://www.ecosia.org/' }, 0.02],
  ]),
  direct: choiceOf<Source>([[{ referrer: null }, 1]]),
  paid: choiceOf<Source>([
    [{ referrer: GOOGLE, utm_source: 'google', utm_medium: 'cpc' }, 0.72],
    [
      {
        referrer: 'https://www.instagram.com/',
        utm_source: 'instagram',
        utm_medium: 'paid_social',
      },
      0.28,
    ],
  ]),
  social: choiceOf<Source>([
    [{ referrer: 'https://www.instagram.com/' }, 0.45],
    [{ referrer: 'https://www.pinterest.com/' }, 0.3],
    [{ referrer: 'https://l.facebook.com/' }, 0.15],
    [{ referrer: 'https://www.reddit.com/' }, 0.1],
  ]),
  referral: choiceOf<Source>([
    [{ referrer: 'https://quiet-objects.example/' }, 0.5],
    [{ referrer: 'https://the-long-table.example/' }, 0.3],
    [{ referrer: 'https://present-ideas.example/' }, 0.2],
  ]),
  email: choiceOf<Source>([[{ referrer: null, utm_source: 'letter', utm_medium: 'email' }, 1]]),
};

/** The shop's campaigns: cost-per-click and letters carry one of them. */
export const CAMPAIGNS = choiceOf<string>([
  ['fine-things', 0.45],
  ['for-the-table', 0.25],
  ['long-evenings', 0.2],
  ['presents', 0.1],
]);

/**
 * What a visitor says to being measured. Only who allows it leaves events; who blocks the tracker may
 * have allowed it all the same. Shares are assumptions in the range of published banners.
 */
export type Consent = 'accept' | 'decline' | 'block';
export const CONSENTS: Readonly<Record<Consent, number>> = {
  accept: 0.72,
  decline: 0.22,
  block: 0.06,
};
