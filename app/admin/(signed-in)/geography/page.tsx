import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { GeographyBoard } from '@/components/admin/boards/geography-board';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function GeographyPage() {
  await authorisePage();
  return (
    <Board title="Where are visitors?" words={wordsOf(['geography'])}>
      <GeographyBoard />
    </Board>
  );
}
