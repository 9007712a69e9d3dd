import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { SessionsBoard } from '@/components/admin/boards/sessions-board';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function SessionsPage() {
  await authorisePage();
  return (
    <Board title="What did each session do?" words={wordsOf(['sessions_list', 'sessions_total'])}>
      <SessionsBoard />
    </Board>
  );
}
