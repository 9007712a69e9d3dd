/** An amount in the currency's minor unit (cents), an integer: sums of it are exact. */
export type Cents = number;

export const CURRENCY = 'EUR';

/** The decimal the contract carries: 1999 → 19.99. */
export function toDecimal(cents: Cents): number {
  return cents / 100;
}

/** Of everything that is written before anybody is known to read it. */
export const DEFAULT_LOCALE = 'en-IE';

/** Where an amount in euro is written as in the shop itself. */
const AS_DEFAULT = /^en-(?:IE|GB|US|CA|NZ)(?:-u-nu-latn)?$/;

const formats = new Map<string, Intl.NumberFormat>();

/**
 * As Intl writes it. Most visitors' writing is made by hand: the first look into a browser's tables
 * of locales holds a phone up for a tenth of a second, in the middle of the first page.
 */
export function formatMoney(cents: Cents, locale = DEFAULT_LOCALE): string {
  if (AS_DEFAULT.test(locale)) {
    const [whole = '', rest] = toDecimal(Math.abs(cents)).toFixed(2).split('.');
    return `${cents < 0 ? '-' : ''}€${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}.${rest}`;
  }
  let format = formats.get(locale);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency: CURRENCY });
    formats.set(locale, format);
  }
  return format.format(toDecimal(cents));
}
