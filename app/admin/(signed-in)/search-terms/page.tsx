import { authorisePage } from '@/app/admin/auth';
import { Board } from '@/components/admin/board';
import { SearchBoard } from '@/components/admin/boards/search-board';
import { wordsOf } from '@/lib/dashboards/report-words';

export default async function SearchPage() {
  await authorisePage();
  return (
    <Board title="What do people search for?" words={wordsOf(['search_terms'])}>
      <SearchBoard />
    </Board>
  );
}
