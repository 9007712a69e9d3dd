import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { ProductsBoard } from '@/components/admin/boards/products-board';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function ProductsPage() {
  await authorisePage();
  return (
    <Board title="Which products do well?" words={wordsOf(['products', 'product_pairs'])}>
      <ProductsBoard />
    </Board>
  );
}
