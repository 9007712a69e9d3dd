import type { ReactNode } from 'react';
import { PageView } from '@/components/tracking/page-view';

interface InfoPageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A page to be read: one wide title, one narrow column. */
export function InfoPage({ title, children }: InfoPageProps) {
  return (
    <div className="page-x pt-10 lg:pt-20">
      <PageView page="info" />
      <div className="grid gap-x-6 gap-y-10 lg:grid-cols-12">
        <h1 className="font-display text-display lg:col-span-5">{title}</h1>
        <div className="prose-shop lg:col-span-6 lg:col-start-7">{children}</div>
      </div>
    </div>
  );
}
