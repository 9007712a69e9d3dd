import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { VisitorsBoard } from '@/components/admin/boards/visitors-board';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function VisitorsPage() {
  await authorisePage();
  return (
    <Board title="Do visitors come back?" words={wordsOf(['new_returning', 'retention'])}>
      <VisitorsBoard />
    </Board>
  );
}
