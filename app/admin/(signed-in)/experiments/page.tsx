import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { ExperimentsBoard } from '@/components/admin/boards/experiments-board';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function ExperimentsPage() {
  await authorisePage();
  return (
    <Board title="What did the experiments show?" words={wordsOf(['experiments'])}>
      <ExperimentsBoard />
    </Board>
  );
}
