import { Suspense } from 'react';
import { authorisePage } from '@/app/admin/auth';
import { WordsProvider } from '@/components/admin/report-words';
import { EventFinder } from '@/components/admin/xray/event-finder';
import { XrayBoard } from '@/components/admin/xray/xray-board';
import { wordsOf } from '@/lib/dashboards/report-words';
import { COLUMNS } from '@/lib/events/columns';

const DOCS = Object.fromEntries(COLUMNS.map(({ name, doc }) => [name, doc]));

export default async function EventPage({ params }: { params: Promise<{ id: string }> }) {
  await authorisePage();
  const { id } = await params;
  return (
    <WordsProvider words={wordsOf(['session_events'])}>
      <div className="flex flex-col gap-8 px-4 py-5 md:px-6">
        <h1 className="font-display text-title">What became of this event?</h1>
        <EventFinder eventId={id} />
        <Suspense>
          <XrayBoard key={id} eventId={id} docs={DOCS} />
        </Suspense>
      </div>
    </WordsProvider>
  );
}
