import type { CatalogDocument, CatalogRelation } from '@/lib/console/catalog-document';
import { formatFigure } from '@/lib/dashboards/figure';
import { Scroller } from '../scroller';

interface StoredPartsProps {
  readonly relation: CatalogRelation;
  readonly engine: CatalogDocument['engine'];
}

const BAR_HEIGHT = 36;

/** What is stored, by partition; why it is not said where it is not. */
export function StoredParts({ relation: { name, stored }, engine }: StoredPartsProps) {
  if (!stored) {
    const why =
      engine === 'athena' && name !== 'products'
        ? 'Its files lie in S3, where this server does not look: Athena’s own pages tell their sizes.'
        : 'It is not kept in files.';
    return <p className="text-muted">{why}</p>;
  }
  const { partitions, files, bytes, rows } = stored;
  const most = Math.max(1, ...partitions.map((part) => part.rows));
  const [first, last] = [partitions[0], partitions.at(-1)];
  if (!first || !last) {
    return (
      <p className="text-muted">
        Nothing is stored yet: what has come lies in memory and can be asked all the same.
      </p>
    );
  }
  const step = 100 / partitions.length;
  return (
    <div className="flex max-w-2xl flex-col gap-1">
      <p className="tabular-nums">
        {formatFigure(rows, 'count')} rows in {formatFigure(files, 'count')}{' '}
        {files === 1 ? 'file' : 'files'}, {formatFigure(bytes, 'bytes')};{' '}
        {first === last
          ? `all of ${first.name}.`
          : `${partitions.length} partitions, ${first.name} to ${last.name}.`}
      </p>
      {first !== last && (
        <svg
          aria-hidden="true"
          viewBox={`0 0 100 ${BAR_HEIGHT}`}
          preserveAspectRatio="none"
          className="h-9 w-full"
        >
          {partitions.map((part, at) => (
            <rect
              key={part.name}
              x={at * step + step * 0.1}
              width={step * 0.8}
              y={BAR_HEIGHT - (BAR_HEIGHT * part.rows) / most}
              height={(BAR_HEIGHT * part.rows) / most}
              className="fill-accent"
            />
          ))}
        </svg>
      )}
      <details>
        <summary className="py-1 text-muted hover:text-ink">Rows by partition, as a table</summary>
        <Scroller label="Partitions">
          <table className="border-collapse text-left tabular-nums">
            <thead>
              <tr className="border-line border-b text-muted">
                {['Partition', 'Rows', 'Files', 'Size'].map((head) => (
                  <th key={head} scope="col" className="py-1 pr-6 font-normal">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {partitions.toReversed().map((part) => (
                <tr key={part.name} className="border-line border-b">
                  <td className="whitespace-nowrap py-1 pr-6">{part.name}</td>
                  <td className="py-1 pr-6 text-right">{formatFigure(part.rows, 'count')}</td>
                  <td className="py-1 pr-6 text-right">{formatFigure(part.files, 'count')}</td>
                  <td className="whitespace-nowrap py-1 pr-6 text-right">
                    {formatFigure(part.bytes, 'bytes')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      </details>
    </div>
  );
}
