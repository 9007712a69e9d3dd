'use client';

import { createContext, type ReactNode, use } from 'react';
import type { ReportName } from '@/lib/analytics/reports/registry';
import type { ReportWords, WordsByReport } from '@/lib/dashboards/report-words';

const Words = createContext<WordsByReport>({});

export function WordsProvider({ words, children }: { words: WordsByReport; children: ReactNode }) {
  return <Words value={words}>{children}</Words>;
}

/** @throws {Error} where the page did not bring the report's words. */
export function useWords(name: ReportName): ReportWords {
  const words = use(Words)[name];
  if (!words) throw new Error(`the page brings no words for the report ${name}`);
  return words;
}
