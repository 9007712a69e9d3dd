'use client';

import { useState } from 'react';
import type { CatalogRelation } from '@/lib/console/catalog-document';
import { Problem } from '../problem';
import { Scroller } from '../scroller';
import { Skeleton } from '../skeleton';
import { useSample } from './use-catalog';

/** A few rows, when somebody asks for them. */
export function SampleTable({ relation: { name } }: { relation: CatalogRelation }) {
  const [open, setOpen] = useState(false);
  const { document, problem } = useSample(open ? name : null);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="py-1 text-muted hover:text-ink">A few rows of {name}</summary>
      {open && problem && <Problem>{problem.message} Close and open this to ask again.</Problem>}
      {open && !document && !problem && <Skeleton height={240} />}
      {open && document?.rows.length === 0 && (
        <p className="border-accent border-l-2 py-1 pl-3">
          There is no row yet. Open the shop and click something, or run{' '}
          <code>npm run producer</code>.
        </p>
      )}
      {open && document && document.rows.length > 0 && (
        <Scroller label={`Rows of ${name}`}>
          <table className="border-collapse text-left text-xs tabular-nums">
            <thead>
              <tr className="border-line border-b text-muted">
                {document.columns.map((column) => (
                  <th key={column} scope="col" className="whitespace-nowrap py-1 pr-4 font-normal">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {document.rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no key of their own and hold no state
                <tr key={at} className="border-line border-b">
                  {document.columns.map((column, place) => (
                    <td key={column} className="max-w-64 truncate whitespace-nowrap py-1 pr-4">
                      {row[place] === null ? (
                        <span className="text-muted">null</span>
                      ) : (
                        String(row[place])
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
    </details>
  );
}
