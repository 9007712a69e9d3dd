import { Suspense } from 'react';
import { authorisePage } from '@/app/admin/auth';
import { AuditBoard } from '@/components/admin/runs/audit-board';
import { hasRole } from '@/lib/auth/roles';

export default async function AuditPage() {
  const { role } = await authorisePage();
  return (
    <Suspense>
      <AuditBoard mayAudit={hasRole(role, 'admin')} />
    </Suspense>
  );
}
