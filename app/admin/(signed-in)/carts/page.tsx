import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { CartsBoard } from '@/components/admin/boards/carts-board';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function CartsPage() {
  await authorisePage();
  return (
    <Board title="Where are carts lost?" words={wordsOf(['cart_abandonment'])}>
      <CartsBoard />
    </Board>
  );
}
