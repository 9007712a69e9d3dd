import { authorisePage } from '@/app/admin/auth';
import { CostBoard } from '@/components/admin/cost/cost-board';

export default async function CostPage() {
  await authorisePage();
  return <CostBoard />;
}
