import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { EngagementBoard } from '@/components/admin/boards/engagement-board';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function EngagementPage() {
  await authorisePage();
  return (
    <Board
      title="How engaged are visitors?"
      words={wordsOf(['engagement', 'engagement_hours', 'engagement_depth', 'stickiness'])}
    >
      <EngagementBoard />
    </Board>
  );
}
