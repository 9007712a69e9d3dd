import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { AcquisitionBoard } from '@/components/admin/boards/acquisition-board';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function AcquisitionPage() {
  await authorisePage();
  return (
    <Board title="Where do sessions come from?" words={wordsOf(['acquisition'])}>
      <AcquisitionBoard />
    </Board>
  );
}
