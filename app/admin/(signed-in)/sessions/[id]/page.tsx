import { authorisePage } from '@/app/admin/auth';
import { SessionBoard } from '@/components/admin/boards/session-board';
import { WordsProvider } from '@/components/admin/report-words';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function SessionPage({ params }: { params: Promise<{ id: string }> }) {
  await authorisePage();
  const { id } = await params;
  return (
    <WordsProvider words={wordsOf(['session_events'])}>
      <div className="flex flex-col gap-6 px-4 py-5 md:px-6">
        <h1 className="font-display text-title">What did this session do?</h1>
        <SessionBoard sessionId={id} />
      </div>
    </WordsProvider>
  );
}
