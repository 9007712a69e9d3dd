import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { PathsBoard } from '@/components/admin/boards/paths-board';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function PathsPage() {
  await authorisePage();
  return (
    <Board title="Which ways do sessions take?" words={wordsOf(['paths'])}>
      <PathsBoard />
    </Board>
  );
}
