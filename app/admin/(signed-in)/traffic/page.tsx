import { Suspense } from 'react';
import { authorisePage } from '@/app/admin/auth';
import { TrafficBoard } from '@/components/admin/runs/traffic-board';
import { hasRole } from '@/lib/auth/roles';
import { PERSONAS } from '@/lib/traffic/personas';
import { BOT_SCENARIO_NAMES, SCENARIO_NAMES } from '@/lib/traffic/scenarios';

export default async function TrafficPage() {
  const { role } = await authorisePage();
  return (
    <Suspense>
      <TrafficBoard
        mayStart={hasRole(role, 'admin')}
        scenarios={{ bots: BOT_SCENARIO_NAMES, producer: SCENARIO_NAMES }}
        personas={Object.keys(PERSONAS)}
      />
    </Suspense>
  );
}
