import { Suspense } from 'react';
import { authorisePage } from '@/app/admin/auth';
import { ConsoleBoard } from '@/components/admin/console/console-board';
import { runtime } from '@/lib/config/runtime';

export default async function ConsolePage() {
  const { id } = await authorisePage();
  return (
    <Suspense>
      <ConsoleBoard personId={id} now={runtime().clock()} />
    </Suspense>
  );
}
