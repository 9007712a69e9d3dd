'use client';

import { useState } from 'react';
import type { CatalogDocument, CatalogRelation } from '@/lib/console/catalog-document';
import { formatFigure } from '@/lib/dashboards/figure';
import { Skeleton } from '../skeleton';
import { Retry } from './retry';
import { SampleRows } from './sample-rows';
import type { AskedOnce } from './use-asked';

interface SchemaBrowserProps {
  readonly catalog: AskedOnce<CatalogDocument>;
  onInsert(text: string): void;
  /** Fills a tab; runs nothing. */
  onOpen(name: string, sql: string): void;
}

const LIST_ROWS = 31;
const LINK = 'text-accent underline underline-offset-4';

/** What may be asked: relations and their columns. A click writes a name at the cursor. */
export function SchemaBrowser({ catalog, onInsert, onOpen }: SchemaBrowserProps) {
  const { value, problem, again } = catalog;
  const [text, setText] = useState('');
  if (problem && !value) return <Retry problem={problem} onRetry={again} />;
  if (!value) return <Skeleton height={280} />;
  const wanted = text.trim().toLowerCase();
  const relations = value.relations.flatMap((relation) => found(relation, wanted));
  return (
    <div className="flex flex-col gap-2">
      <input
        type="search"
        aria-label="Find a relation or column"
        placeholder="Find a relation or column"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="min-h-9 w-full border border-line bg-surface px-2"
      />
      {relations.length === 0 && <p className="text-muted">Nothing is called that.</p>}
      <ul>
        {relations.map((relation) => (
          <li key={relation.name} className="border-line border-b">
            <Relation relation={relation} open={wanted !== ''} {...{ onInsert, onOpen }} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface RelationProps extends Pick<SchemaBrowserProps, 'onInsert' | 'onOpen'> {
  readonly relation: CatalogRelation;
  readonly open: boolean;
}

function Relation({ relation, open, onInsert, onOpen }: RelationProps) {
  const { name, description, columns, sources, stored } = relation;
  return (
    <details open={open} className="group/relation">
      <summary className="flex min-h-9 items-baseline gap-2 py-1.5 hover:text-accent">
        <span aria-hidden="true" className="inline-block text-muted group-open/relation:rotate-90">
          ▸
        </span>
        <span className="font-semibold">{name}</span>
        {stored && (
          <span className="ml-auto whitespace-nowrap text-muted text-xs tabular-nums">
            {formatFigure(stored.rows, 'count')} rows
          </span>
        )}
      </summary>
      <div className="flex flex-col gap-2 pb-3 pl-5">
        <p className="text-muted">{description}</p>
        {sources.length > 0 && <p className="text-muted">Made from {sources.join(', ')}.</p>}
        <p className="flex flex-wrap gap-x-3">
          <button type="button" className={LINK} onClick={() => onInsert(name)}>
            Insert name
          </button>
          <button
            type="button"
            className={LINK}
            onClick={() => onOpen(name, `SELECT *\nFROM ${name}\nLIMIT 100`)}
          >
            First 100 rows
          </button>
        </p>
        <ul className="flex flex-col gap-1">
          {columns.map((column) => (
            <li key={column.name}>
              <button
                type="button"
                title={column.example === null ? undefined : `For example ${column.example}`}
                onClick={() => onInsert(column.name)}
                className="group flex w-full flex-wrap items-baseline gap-x-2 text-left"
              >
                <span className="group-hover:text-accent group-hover:underline">{column.name}</span>
                <span className="text-muted text-xs">
                  {column.type}
                  {column.partition && ' · partition'}
                </span>
                <span className="basis-full text-muted text-xs">{column.description}</span>
              </button>
            </li>
          ))}
        </ul>
        {stored && <Stored stored={stored} />}
        <SampleRows relation={name} />
      </div>
    </details>
  );
}

function Stored({ stored }: { stored: NonNullable<CatalogRelation['stored']> }) {
  const newest = stored.partitions.toReversed().slice(0, LIST_ROWS);
  const older = stored.partitions.length - newest.length;
  return (
    <details>
      <summary className="text-muted underline decoration-line underline-offset-4">
        {formatFigure(stored.bytes, 'bytes')} in {formatFigure(stored.files, 'count')}{' '}
        {stored.files === 1 ? 'file' : 'files'}, {formatFigure(stored.partitions.length, 'count')}{' '}
        {stored.partitions.length === 1 ? 'partition' : 'partitions'}
      </summary>
      <table className="w-full text-xs tabular-nums">
        <thead>
          <tr className="text-left text-muted">
            <th scope="col" className="py-1 font-normal">
              Partition
            </th>
            <th scope="col" className="text-right font-normal">
              Rows
            </th>
            <th scope="col" className="text-right font-normal">
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {newest.map(({ name, rows, bytes }) => (
            <tr key={name} className="border-line border-t">
              <td className="py-0.5">{name}</td>
              <td className="text-right">{formatFigure(rows, 'count')}</td>
              <td className="text-right">{formatFigure(bytes, 'bytes')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {older > 0 && <p className="text-muted text-xs">and {older} older</p>}
    </details>
  );
}

/** The relation where it is wanted: whole where its own name is, else with the columns that are. */
function found(relation: CatalogRelation, wanted: string): readonly CatalogRelation[] {
  if (relation.name.toLowerCase().includes(wanted)) return [relation];
  const columns = relation.columns.filter(({ name }) => name.toLowerCase().includes(wanted));
  return columns.length > 0 ? [{ ...relation, columns }] : [];
}
