'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';
import { type Cents, DEFAULT_LOCALE, formatMoney } from '@/lib/common/money';
import { localeOfVisitor } from '@/lib/shop/visitor-locale';

const LocaleContext = createContext(DEFAULT_LOCALE);

/**
 * Around what is drawn in the browser alone: amounts and dates in it are written as in the visitor's
 * region. What the server sent keeps the shop's own writing, so that nothing changes under one's eyes.
 */
export function VisitorLocale({ children }: { children: ReactNode }) {
  return <LocaleContext value={useVisitorLocale()}>{children}</LocaleContext>;
}

/** For dates that are not there before the page has hydrated. */
export function useVisitorLocale(): string {
  return useHydrated() ? localeOfVisitor(navigator.languages) : DEFAULT_LOCALE;
}

export function useMoney(): (cents: Cents) => string {
  const locale = useContext(LocaleContext);
  return (cents) => formatMoney(cents, locale);
}

/** An amount, in the writing of the place it stands in. */
export function Money({ cents }: { cents: Cents }) {
  return useMoney()(cents);
}
