'use client';

import { useState } from 'react';
import type { CatalogSample } from '@/lib/console/catalog-document';
import { Problem } from '../problem';
import { Scroller } from '../scroller';
import { cellWords } from './cell-look';
import { getSample } from './console-requests';
import { wordsOf } from './use-asked';

/** A few rows of a relation, once somebody wants them: it takes a query. */
export function SampleRows({ relation }: { relation: string }) {
  const [sample, setSample] = useState<CatalogSample | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);

  async function show() {
    setAsking(true);
    setProblem(null);
    try {
      setSample(await getSample(relation));
    } catch (error) {
      setProblem(wordsOf(error));
    }
    setAsking(false);
  }

  if (sample) return <Sample relation={relation} sample={sample} />;
  return (
    <>
      <button
        type="button"
        disabled={asking}
        onClick={show}
        className="self-start text-accent underline underline-offset-4 disabled:opacity-60"
      >
        {asking ? 'Reading a few rows' : 'Show a few rows'}
      </button>
      {problem && <Problem>{problem}</Problem>}
    </>
  );
}

function Sample({ relation, sample }: { relation: string; sample: CatalogSample }) {
  if (sample.rows.length === 0) return <p className="text-muted">It has no rows yet.</p>;
  return (
    <Scroller label={`A few rows of ${relation}`}>
      <table className="text-xs tabular-nums">
        <thead>
          <tr className="text-left text-muted">
            {sample.columns.map((name) => (
              <th key={name} scope="col" className="whitespace-nowrap py-1 pr-3 font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no key of their own and hold no state
            <tr key={at} className="border-line border-t">
              {sample.columns.map((name, column) => (
                <td key={name} className="max-w-40 truncate py-0.5 pr-3">
                  {row[column] == null ? (
                    <em className="text-muted">NULL</em>
                  ) : (
                    cellWords(row[column])
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
