import { DEFAULT_LOCALE } from '@/lib/common/money';

/** How amounts and dates are written for somebody. */
export interface Writing {
  /** An amount has no words: it is written as in the visitor's own language. */
  readonly amounts: string;
  /** A date has, and the shop speaks English: as it is spoken in the visitor's region. */
  readonly dates: string;
}

export const SHOP_WRITING: Writing = { amounts: DEFAULT_LOCALE, dates: DEFAULT_LOCALE };

/** `languages` as browsers tell them, best first; without a region the shop's own writing stands. */
export function writingFor(languages: readonly string[]): Writing {
  for (const language of languages) {
    const locale = localeOf(language);
    // In the digits that the rest of the page has.
    if (locale?.region) {
      return { amounts: `${locale.baseName}-u-nu-latn`, dates: `en-${locale.region}` };
    }
  }
  return SHOP_WRITING;
}

function localeOf(language: string): Intl.Locale | null {
  try {
    return new Intl.Locale(language);
  } catch {
    return null; // No language tag: some browsers let their users write anything.
  }
}
