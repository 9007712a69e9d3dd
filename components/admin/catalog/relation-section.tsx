'use client';

import { useRef, useState } from 'react';
import type { CatalogDocument, CatalogRelation } from '@/lib/console/catalog-document';
import { Problem } from '../problem';
import { ScopedLink } from '../scoped-link';
import { ColumnTable } from './column-table';
import { LineagePicture } from './lineage-picture';
import { SampleTable } from './sample-table';
import { StoredParts } from './stored-parts';
import { useFill } from './use-catalog';

interface RelationSectionProps {
  readonly relation: CatalogRelation;
  readonly relations: readonly CatalogRelation[];
  readonly engine: CatalogDocument['engine'];
  /** Columns that were looked for. */
  readonly shown: ReadonlySet<string>;
  /** The column whose readers are drawn. */
  readonly chosen: string | null;
  readonly onChoose: (column: string | null) => void;
  readonly questions: Readonly<Record<string, string>>;
}

/** One relation: what it is, what is stored of it, its columns, and where they lead. */
export function RelationSection(props: RelationSectionProps) {
  const { relation, relations, engine, shown, chosen, onChoose, questions } = props;
  const { name, columns } = relation;
  // Counting reads every column of a week, which Athena charges for: there it is asked for.
  const [counting, setCounting] = useState(engine === 'duckdb');
  const { document: fill, problem } = useFill(counting ? name : null);
  const section = useRef<HTMLElement>(null);
  const column = columns.find((one) => one.name === chosen);
  return (
    <section ref={section} aria-labelledby="relation" className="flex min-w-0 flex-col gap-6">
      <div className="flex flex-col gap-2">
        <h2 id="relation" className="font-display text-title">
          {name}
        </h2>
        <p className="max-w-prose">{relation.description.replaceAll('`', '')}</p>
        <p className="max-w-prose text-muted">
          {relation.sources.length > 0
            ? `Made of ${relation.sources.join(' and ')}.`
            : name === 'products'
              ? 'From the catalogue of this deployment.'
              : 'Captured, not derived: every model is made of it.'}
        </p>
        <StoredParts relation={relation} engine={engine} />
        <p className="flex flex-wrap gap-x-6 gap-y-1">
          <ScopedLink
            path="/admin/console"
            values={{ sql: firstQuestion(relation) }}
            className="text-accent underline underline-offset-4"
          >
            Ask it in SQL
          </ScopedLink>
          {!counting && (
            <button
              type="button"
              onClick={() => setCounting(true)}
              className="text-accent underline underline-offset-4"
            >
              Count what is filled in (Athena reads every column of a week)
            </button>
          )}
        </p>
      </div>
      {problem && <Problem>What is filled in was not counted: {problem.message}</Problem>}
      {column && (
        <LineagePicture
          key={column.name}
          relation={relation}
          column={column}
          relations={relations}
          questions={questions}
          onClose={() => {
            onChoose(null);
            section.current
              ?.querySelector<HTMLElement>(`[data-column="${column.name}"] button`)
              ?.focus();
          }}
        />
      )}
      <ColumnTable
        relation={relation}
        columns={columns.filter((one) => shown.has(one.name))}
        fill={fill ?? null}
        counting={counting && !fill && !problem}
        chosen={column?.name ?? null}
        onChoose={onChoose}
      />
      <SampleTable relation={relation} />
    </section>
  );
}

/** Something to begin with, over the newest days where they can be told. */
function firstQuestion({ name, columns }: CatalogRelation): string {
  const list = columns.slice(0, 8).map((column) => `"${column.name}"`);
  return `SELECT ${list.join(', ')}\nFROM "${name}"\nLIMIT 100`;
}
