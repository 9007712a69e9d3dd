import { Suspense } from 'react';
import { authorisePage } from '@/app/admin/auth';
import { FailedBoard } from '@/components/admin/failed/failed-board';
import { hasRole } from '@/lib/auth/roles';

export default async function FailedEventsPage() {
  const { role } = await authorisePage();
  return (
    <Suspense>
      <FailedBoard mayReplay={hasRole(role, 'admin')} />
    </Suspense>
  );
}
