'use client';

import { useState } from 'react';
import type { CatalogDocument } from '@/lib/console/catalog-document';
import { Problem } from '../problem';
import { Skeleton } from '../skeleton';
import { useScope } from '../use-scope';
import { found } from './lineage';
import { RelationList } from './relation-list';
import { RelationSection } from './relation-section';
import { useCatalog } from './use-catalog';

interface CatalogBoardProps {
  /** What each report answers, by its name. */
  readonly questions: Readonly<Record<string, string>>;
}

/** The contract as a living document: relations, their columns, and who reads them. */
export function CatalogBoard({ questions }: CatalogBoardProps) {
  const { document, problem } = useCatalog();
  const [wanted, setWanted] = useState('');
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-8 gap-y-3 border-line border-b px-4 py-3 md:px-6">
        <h1 className="min-w-0 flex-1 font-display text-title">
          What is in the data, and who reads it?
        </h1>
        <label className="flex min-w-0 items-baseline gap-2 max-sm:w-full">
          <span className="text-muted">Find a column</span>
          <input
            type="search"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            placeholder="revenue, varchar, cart …"
            className="min-h-9 w-56 min-w-0 border border-line bg-surface px-2 max-sm:flex-1"
          />
        </label>
      </div>
      <div className="flex flex-col gap-6 px-4 py-5 md:px-6">
        {problem && <Problem>{problem.message} Load the page again to ask once more.</Problem>}
        {!document && !problem && <Skeleton height={480} />}
        {document && <Relations {...{ document, wanted: wanted.trim(), questions }} />}
      </div>
    </>
  );
}

interface RelationsProps extends CatalogBoardProps {
  readonly document: CatalogDocument;
  readonly wanted: string;
}

function Relations({ document, wanted, questions }: RelationsProps) {
  const { query, set } = useScope();
  const { relations, engine } = document;
  const matches = new Map(
    relations.map(({ name, columns }) => [
      name,
      new Set(columns.filter((column) => found(column, wanted)).map((column) => column.name)),
    ]),
  );
  const asked = query.get('relation');
  const chosen =
    relations.find(({ name }) => name === asked && (!wanted || matches.get(name)?.size)) ??
    relations.find(({ name }) => matches.get(name)?.size);
  return (
    <div className="grid gap-x-8 gap-y-5 lg:grid-cols-[13rem_minmax(0,1fr)]">
      <RelationList
        relations={relations}
        matches={wanted ? matches : null}
        chosen={chosen?.name ?? null}
        onChoose={(relation) => set({ relation, column: null })}
      />
      {chosen ? (
        <RelationSection
          key={chosen.name}
          relation={chosen}
          relations={relations}
          engine={engine}
          shown={matches.get(chosen.name) ?? new Set()}
          chosen={query.get('column')}
          onChoose={(column) => set({ relation: chosen.name, column })}
          questions={questions}
        />
      ) : (
        <p className="border-accent border-l-2 py-1 pl-3">
          No column has “{wanted}” in its name, type or meaning. Fewer words find more.
        </p>
      )}
    </div>
  );
}
