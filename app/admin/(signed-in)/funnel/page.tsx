import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { FunnelBoard } from '@/components/admin/boards/funnel-board';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function FunnelPage() {
  await authorisePage();
  return (
    <Board title="How far do sessions come?" words={wordsOf(['funnel'])}>
      <FunnelBoard />
    </Board>
  );
}
