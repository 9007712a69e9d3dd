'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';
import { type Cents, formatMoney } from '@/lib/common/money';
import { SHOP_WRITING, type Writing, writingFor } from '@/lib/shop/visitor-locale';

const WritingContext = createContext<Writing>(SHOP_WRITING);

/**
 * Around what is drawn in the browser alone: amounts and dates in it are written as in the visitor's
 * region. What the server sent keeps the shop's own writing, so that nothing changes under one's eyes.
 */
export function VisitorLocale({ children }: { children: ReactNode }) {
  return <WritingContext value={useWriting()}>{children}</WritingContext>;
}

/** For dates that are not there before the page has hydrated. */
export function useDateLocale(): string {
  return useWriting().dates;
}

function useWriting(): Writing {
  return useHydrated() ? writingFor(navigator.languages) : SHOP_WRITING;
}

export function useMoney(): (cents: Cents) => string {
  const { amounts } = useContext(WritingContext);
  return (cents) => formatMoney(cents, amounts);
}

/** An amount, in the writing of the place it stands in. */
export function Money({ cents }: { cents: Cents }) {
  return useMoney()(cents);
}
