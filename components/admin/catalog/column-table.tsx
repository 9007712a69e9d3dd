import clsx from 'clsx';
import type { CatalogColumn, CatalogFill, CatalogRelation } from '@/lib/console/catalog-document';
import { formatFigure } from '@/lib/dashboards/figure';
import { Scroller } from '../scroller';

interface ColumnTableProps {
  readonly relation: CatalogRelation;
  readonly columns: readonly CatalogColumn[];
  readonly fill: CatalogFill | null;
  readonly counting: boolean;
  readonly chosen: string | null;
  readonly onChoose: (column: string) => void;
}

const HEADS = ['Column', 'Type', 'Meaning', 'Filled in', 'Read by'];

/** The columns as the contract or the model declares them. */
export function ColumnTable(props: ColumnTableProps) {
  const { relation, columns, fill, counting, chosen, onChoose } = props;
  return (
    <div className="flex flex-col gap-2">
      <Scroller label={`Columns of ${relation.name}`}>
        <table className="w-full border-collapse text-left">
          <thead>
            <tr className="border-line border-b text-muted">
              {HEADS.map((head) => (
                <th key={head} scope="col" className="whitespace-nowrap py-1.5 pr-5 font-normal">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr
                key={column.name}
                data-column={column.name}
                className={clsx(
                  'border-line border-b align-top',
                  chosen === column.name && 'bg-surface',
                )}
              >
                <th
                  scope="row"
                  className="bg-paper bg-clip-padding py-1.5 pr-5 font-normal max-md:sticky max-md:left-0 max-md:z-10"
                >
                  <button
                    type="button"
                    aria-pressed={chosen === column.name}
                    onClick={() => onChoose(column.name)}
                    className="underline decoration-line decoration-dotted underline-offset-4 hover:text-accent aria-pressed:font-semibold aria-pressed:text-accent"
                  >
                    {column.name}
                  </button>
                </th>
                <td className="whitespace-nowrap py-1.5 pr-5 text-muted">
                  {column.type}
                  {column.nullable && ' or null'}
                </td>
                <td className="min-w-72 max-w-prose py-1.5 pr-5">
                  <Marked text={column.description} />
                  {column.partition && ' Divides the files: a question that names it reads less.'}
                  <Aside column={column} />
                </td>
                <td className="py-1.5 pr-5">
                  <Filled name={column.name} fill={fill} counting={counting} />
                </td>
                <td className="py-1.5 text-muted tabular-nums">
                  <Readers column={column} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      {fill && (
        <p className="text-muted">
          {fill.since === null
            ? `Counted over all ${formatFigure(fill.rows, 'count')} rows.`
            : fill.rows > 0
              ? `Counted over the ${formatFigure(fill.rows, 'count')} rows since ${fill.since}.`
              : `There are no rows since ${fill.since}: nothing to count.`}
        </p>
      )}
    </div>
  );
}

function Aside({ column: { example, since } }: { column: CatalogColumn }) {
  if (example === null && since === null) return null;
  return (
    <span className="block text-muted text-xs">
      {example !== null && (
        <>
          For example <code className="break-all">{example}</code>
          {since !== null && ' · '}
        </>
      )}
      {since !== null && `since version ${since}`}
    </span>
  );
}

/** Names that the contract writes between backticks, as names. */
function Marked({ text }: { text: string }) {
  return text.split('`').map((part, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
    at % 2 === 1 ? <code key={at}>{part}</code> : part,
  );
}

function Readers({ column: { reports, models } }: { column: CatalogColumn }) {
  if (reports.length + models.length === 0) return 'nobody';
  return (
    <>
      {models.length > 0 && <Count of="model" count={models.length} />}
      {reports.length > 0 && <Count of="report" count={reports.length} />}
    </>
  );
}

function Count({ of, count }: { of: string; count: number }) {
  return (
    <span className="block whitespace-nowrap">
      {count} {count === 1 ? of : `${of}s`}
    </span>
  );
}

interface FilledProps {
  readonly name: string;
  readonly fill: CatalogFill | null;
  readonly counting: boolean;
}

function Filled({ name, fill, counting }: FilledProps) {
  if (!fill || fill.rows === 0) return <span className="text-muted">{counting ? '…' : '–'}</span>;
  const share = (fill.filled[name] ?? 0) / fill.rows;
  return (
    <span className="flex items-center gap-2">
      <svg
        aria-hidden="true"
        viewBox="0 0 100 1"
        preserveAspectRatio="none"
        className="h-2 w-12 shrink-0"
      >
        <rect width="100" height="1" className="fill-line" />
        <rect width={100 * share} height="1" className="fill-accent" />
      </svg>
      <span className="tabular-nums">{formatFigure(share, 'share')}</span>
    </span>
  );
}
