import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { OverviewBoard } from '@/components/admin/boards/overview-board';
import { TourOffer } from '@/components/admin/tour/tour-offer';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function OverviewPage() {
  await authorisePage();
  return (
    <Board title="What is happening in the shop?" words={wordsOf(['overview', 'overview_series'])}>
      <TourOffer />
      <OverviewBoard />
    </Board>
  );
}
