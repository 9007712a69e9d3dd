import { Suspense } from 'react';
import { authorisePage } from '@/app/admin/auth';
import { HealthBoard } from '@/components/admin/health/health-board';

export default async function HealthPage() {
  await authorisePage();
  return (
    <Suspense>
      <HealthBoard />
    </Suspense>
  );
}
