import { Suspense } from 'react';
import { authorisePage } from '@/app/admin/auth';
import { CatalogBoard } from '@/components/admin/catalog/catalog-board';
import { REPORTS } from '@/lib/analytics/reports/registry';

export default async function CatalogPage() {
  await authorisePage();
  const questions = Object.fromEntries(
    Object.entries(REPORTS).map(([name, { question }]) => [name, question]),
  );
  return (
    <Suspense>
      <CatalogBoard questions={questions} />
    </Suspense>
  );
}
