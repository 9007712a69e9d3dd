import { DEFAULT_LOCALE } from '@/lib/common/money';

/**
 * The shop speaks English, and writes amounts and dates as the visitor's region does: a visitor from
 * Germany reads English words and `1.234,50 €`. A browser that names no region gets the shop's own.
 */
export function localeOfVisitor(languages: readonly string[]): string {
  const region = languages.map(regionOf).find(Boolean);
  return region ? `en-${region}` : DEFAULT_LOCALE;
}

function regionOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).region;
  } catch {
    return undefined; // No language tag: some browsers let their users write anything.
  }
}
