import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { QuicksightBoard } from '@/components/admin/quicksight/quicksight-board';
import { quicksightOf } from '@/lib/config/quicksight-settings';
import { runtime } from '@/lib/config/runtime';
import { DASHBOARDS } from '@/lib/dashboards/dashboard-provider';

export default async function QuicksightPage() {
  await authorisePage();
  const { settings } = runtime();
  const inUse = settings.FOOTFALL_MODE === 'aws' ? quicksightOf(settings) : null;
  return (
    <Board title="What does QuickSight show?" words={{}}>
      <QuicksightBoard
        dashboards={DASHBOARDS.filter((name) => inUse?.dashboards[name] !== undefined)}
        mode={settings.FOOTFALL_MODE}
      />
    </Board>
  );
}
