import { type ReactNode, Suspense } from 'react';
import type { WordsByReport } from '@/lib/dashboards/report-words';
import { WordsProvider } from './report-words';
import { ScopeBar } from './scope-bar';

interface BoardProps {
  readonly title: string;
  readonly words: WordsByReport;
  readonly children: ReactNode;
}

/** A dashboard: its question and scope above, its panels below. */
export function Board({ title, words, children }: BoardProps) {
  return (
    <WordsProvider words={words}>
      <Suspense>
        <ScopeBar title={title} />
        <div className="flex flex-col gap-10 px-4 py-5 md:px-6 print:block print:space-y-8 print:px-0">
          {children}
        </div>
      </Suspense>
    </WordsProvider>
  );
}
