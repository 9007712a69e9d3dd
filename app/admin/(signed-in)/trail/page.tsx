import { Suspense } from 'react';
import { authorisePage } from '@/app/admin/auth';
import { TrailBoard } from '@/components/admin/trail/trail-board';

export default async function TrailPage() {
  await authorisePage('admin');
  return (
    <Suspense>
      <TrailBoard />
    </Suspense>
  );
}
