import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { DevicesBoard } from '@/components/admin/boards/devices-board';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function DevicesPage() {
  await authorisePage();
  return (
    <Board title="What do visitors browse with?" words={wordsOf(['devices'])}>
      <DevicesBoard />
    </Board>
  );
}
