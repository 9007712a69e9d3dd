import type { ReactNode } from 'react';
import { authorisePage } from '@/app/admin/auth';
import { AdminFrame } from '@/components/admin/admin-frame';
import { KeepSignedIn } from '@/components/admin/keep-signed-in';

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const { user, role } = await authorisePage();
  return (
    <AdminFrame user={user} role={role}>
      <KeepSignedIn />
      {children}
    </AdminFrame>
  );
}
