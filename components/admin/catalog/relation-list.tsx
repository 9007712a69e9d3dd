import clsx from 'clsx';
import type { CatalogRelation } from '@/lib/console/catalog-document';
import { formatFigure } from '@/lib/dashboards/figure';

interface RelationListProps {
  readonly relations: readonly CatalogRelation[];
  /** Columns found by relation, while something is looked for. */
  readonly matches: ReadonlyMap<string, ReadonlySet<string>> | null;
  readonly chosen: string | null;
  readonly onChoose: (relation: string) => void;
}

/** Every relation that may be asked, with its size. */
export function RelationList({ relations, matches, chosen, onChoose }: RelationListProps) {
  return (
    <nav aria-label="Relations" className="min-w-0">
      <ul className="no-scrollbar flex gap-1 overflow-x-auto lg:sticky lg:top-5 lg:flex-col">
        {relations.map((relation) => {
          const count = matches?.get(relation.name)?.size;
          const here = relation.name === chosen;
          return (
            <li key={relation.name} className="shrink-0">
              <button
                type="button"
                aria-current={here ? 'true' : undefined}
                disabled={count === 0}
                onClick={() => onChoose(relation.name)}
                className={clsx(
                  'flex w-full flex-col border-l-2 px-3 py-1 text-left disabled:text-muted disabled:opacity-60',
                  here ? 'border-accent' : 'border-transparent hover:border-line',
                )}
              >
                <span className={clsx('whitespace-nowrap', here && 'font-semibold text-accent')}>
                  {relation.name}
                </span>
                <span className="whitespace-nowrap text-muted text-xs">
                  {count === undefined ? sizeOf(relation) : `${count} found`}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function sizeOf({ stored, columns }: CatalogRelation): string {
  return stored
    ? `${formatFigure(stored.rows, 'count')} rows, ${formatFigure(stored.bytes, 'bytes')}`
    : `${columns.length} columns`;
}
