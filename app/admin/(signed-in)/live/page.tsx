import { Suspense } from 'react';
import { authorisePage } from '@/app/admin/auth';
import { LiveBoard } from '@/components/admin/live/live-board';
import { runtime } from '@/lib/config/runtime';
import { ACTORS, EVENT_TYPES } from '@/lib/events/vocabulary';

export default async function LivePage() {
  await authorisePage();
  const { settings } = runtime();
  return (
    <Suspense>
      <LiveBoard
        types={EVENT_TYPES}
        actors={ACTORS}
        oneOfSeveral={settings.FOOTFALL_MODE === 'aws'}
      />
    </Suspense>
  );
}
