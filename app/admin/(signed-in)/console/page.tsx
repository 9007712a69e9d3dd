import { Suspense } from 'react';
import { authorisePage } from '@/app/admin/auth';
import { ConsoleBoard } from '@/components/admin/console/console-board';
import { runtime } from '@/lib/config/runtime';

export default async function ConsolePage() {
  const { id, user } = await authorisePage();
  return (
    <Suspense>
      <ConsoleBoard person={{ id, user }} now={runtime().clock()} />
    </Suspense>
  );
}
