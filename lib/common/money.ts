/** An amount in the currency's minor unit (cents), an integer: sums of it are exact. */
export type Cents = number;

export const CURRENCY = 'EUR';

/** The decimal the contract carries: 1999 → 19.99. */
export function toDecimal(cents: Cents): number {
  return cents / 100;
}

/** Of everything that is written before anybody is known to read it. */
export const DEFAULT_LOCALE = 'en-IE';

export function formatMoney(cents: Cents, locale = DEFAULT_LOCALE): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency: CURRENCY }).format(
    cents / 100,
  );
}
