import { DAY_MS } from '@/lib/common/clock';
import type { Cents } from '@/lib/common/money';

/** Where the shop would deliver to, with a postcode that a shopper can copy the shape of. */
export const COUNTRIES = [
  { code: 'AT', name: 'Austria', postcode: /^\d{4}$/, example: '1070' },
  { code: 'BE', name: 'Belgium', postcode: /^\d{4}$/, example: '9000' },
  { code: 'DK', name: 'Denmark', postcode: /^\d{4}$/, example: '8000' },
  { code: 'FR', name: 'France', postcode: /^\d{5}$/, example: '69001' },
  { code: 'DE', name: 'Germany', postcode: /^\d{5}$/, example: '10115' },
  {
    code: 'IE',
    name: 'Ireland',
    postcode: /^[A-Z]\d[\dW] ?[A-Z\d]{4}$/,
    example: 'D02 X285',
  },
  { code: 'IT', name: 'Italy', postcode: /^\d{5}$/, example: '40121' },
  { code: 'NL', name: 'Netherlands', postcode: /^\d{4} ?[A-Z]{2}$/, example: '3511 LX' },
  { code: 'PT', name: 'Portugal', postcode: /^\d{4}-?\d{3}$/, example: '4050-014' },
  { code: 'ES', name: 'Spain', postcode: /^\d{5}$/, example: '41003' },
] as const;

/**
 * Both cost the same, so that an order's total follows from its lines alone; the words are what the
 * shopper chooses between.
 */
export const DELIVERIES = [
  {
    id: 'door',
    name: 'To the door',
    words: 'Three to five working days, were there a parcel.',
  },
  {
    id: 'shop',
    name: 'From the counter',
    words: 'Wrapped and waiting by tomorrow noon, in theory.',
  },
] as const;

/** From here on up wrapping and delivery cost nothing. */
export const FREE_DELIVERY_FROM_CENTS: Cents = 6000;
const DELIVERY_CENTS: Cents = 490;

/** What delivery costs for goods worth this much; nothing for nothing. */
export function deliveryCents(goods_cents: Cents): Cents {
  return goods_cents === 0 || goods_cents >= FREE_DELIVERY_FROM_CENTS ? 0 : DELIVERY_CENTS;
}

/** First and last day of a delivery to the door, as UTC midnights in epoch milliseconds. */
export function deliveryDays(now: number): { readonly first: number; readonly last: number } {
  return { first: workingDaysAfter(now, 3), last: workingDaysAfter(now, 5) };
}

function workingDaysAfter(now: number, count: number): number {
  let day = Math.floor(now / DAY_MS) * DAY_MS;
  for (let left = count; left > 0; ) {
    day += DAY_MS;
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return day;
}

/** In the order in which they stand in the form. */
export const ADDRESS_FIELDS = ['name', 'email', 'street', 'postcode', 'town', 'country'] as const;
export type AddressField = (typeof ADDRESS_FIELDS)[number];
export type Address = Readonly<Record<AddressField, string>>;
export type AddressProblems = Partial<Record<AddressField, string>>;

/** What is wrong with an address, field by field, in words that say how to mend it. */
export function checkAddress(address: Address): AddressProblems {
  const country = COUNTRIES.find(({ code }) => code === address.country);
  const problems: [AddressField, string | null][] = [
    ['name', address.name.trim() ? null : 'Write the name the parcel should be addressed to.'],
    ['email', emailProblem(address.email.trim())],
    ['street', streetProblem(address.street.trim())],
    ['town', address.town.trim() ? null : 'Write the town or city.'],
    ['country', country ? null : 'Choose a country.'],
    ['postcode', postcodeProblem(address.postcode, country)],
  ];
  return Object.fromEntries(problems.filter(([, problem]) => problem !== null));
}

/** Optional, since nothing is ever sent there; what is written has to be an address all the same. */
function emailProblem(email: string): string | null {
  if (!email || /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email)) return null;
  return email.includes('@')
    ? 'The address breaks off: it needs a domain such as example.org after the @.'
    : 'An e-mail address has an @ in it. It may also stay empty.';
}

function streetProblem(street: string): string | null {
  if (!street) return 'Write the street and house number.';
  return /\d/.test(street) ? null : 'Add the house number, or 0 where the house has none.';
}

function postcodeProblem(
  typed: string,
  country: (typeof COUNTRIES)[number] | undefined,
): string | null {
  const postcode = typed.trim().toUpperCase();
  if (!country) return postcode ? null : 'Write the postcode.';
  const hint = `Postcodes in ${country.name} look like ${country.example}.`;
  if (!postcode) return `Write the postcode. ${hint}`;
  return country.postcode.test(postcode) ? null : hint;
}
