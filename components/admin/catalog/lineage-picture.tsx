'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { CatalogColumn, CatalogRelation } from '@/lib/console/catalog-document';
import { hrefOf, scopeOnly, withValues } from '@/lib/dashboards/scope-query';
import { ScopedLink } from '../scoped-link';
import { Scroller } from '../scroller';
import { type Lineage, lineageOf } from './lineage';
import { pageOfReport } from './report-pages';

interface LineagePictureProps {
  readonly relation: CatalogRelation;
  readonly column: CatalogColumn;
  readonly relations: readonly CatalogRelation[];
  readonly questions: Readonly<Record<string, string>>;
  readonly onClose: () => void;
}

const LINE = 24;
const TOP = 34;
/** Room for the lines between two columns of words. */
const GAP = 70;
/** About as wide as a letter is, so that lines begin behind a word. */
const LETTER = 7.6;
const widthOf = (word: string) => word.length * LETTER + 6;

/** Where the three columns of words begin, and how wide all of it is. */
function placesOf(name: string, { models, reports }: Lineage) {
  const widest = (words: readonly string[]) => Math.max(...words.map(widthOf));
  const model = widest([name, 'Column']) + GAP;
  const report = model + widest([...models, 'Models made of it']) + GAP;
  return { model, report, end: report + widest([...reports.map((one) => one.name), 'Reports']) };
}

/** From a column to the models and reports that read it: as a picture, and behind it as a table. */
export function LineagePicture(props: LineagePictureProps) {
  const { relation, column, relations, questions, onClose } = props;
  const lineage = lineageOf(column, relations);
  const { models, reports } = lineage;
  // The column that was chosen may stand far below.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const title = `Who reads ${relation.name}.${column.name}?`;
  return (
    <section aria-label={title} className="flex flex-col gap-2 border-accent border-l-4 pl-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h3
          ref={heading}
          tabIndex={-1}
          className="scroll-mt-4 font-semibold text-base outline-none [overflow-wrap:anywhere]"
        >
          {title}
        </h3>
        <button type="button" onClick={onClose} className="text-muted hover:text-ink">
          Close
        </button>
      </div>
      {models.length + reports.length === 0 ? (
        <p className="text-muted">
          No model and no report does. It is kept for whoever asks in SQL, and for the audit.
        </p>
      ) : (
        <>
          <Picture name={`${relation.name}.${column.name}`} lineage={lineage} />
          <p className="max-w-prose text-muted">
            A solid line: its SQL reads this column. A broken one: the report reads something of a
            model that is made of it.
          </p>
          <details>
            <summary className="py-1 text-muted hover:text-ink">The same as a table</summary>
            <Scroller label={`${title} As a table`}>
              <table className="border-collapse text-left">
                <thead>
                  <tr className="border-line border-b text-muted">
                    {['Report', 'Answers', 'Reads it'].map((head) => (
                      <th key={head} scope="col" className="py-1 pr-6 font-normal">
                        {head}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {reports.map(({ name, direct, through }) => (
                    <tr key={name} className="border-line border-b align-top">
                      <td className="whitespace-nowrap py-1 pr-6">
                        <ScopedLink
                          path={pageOfReport(name)}
                          className="text-accent underline underline-offset-4"
                        >
                          {name}
                        </ScopedLink>
                      </td>
                      <td className="min-w-48 py-1 pr-6">{questions[name]}</td>
                      <td className="min-w-40 py-1 pr-6 text-muted">
                        {[
                          ...(direct ? ['itself'] : []),
                          ...through.map((model) => `by ${model}`),
                        ].join(', ')}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroller>
          </details>
        </>
      )}
    </section>
  );
}

function Picture({ name, lineage }: { name: string; lineage: Lineage }) {
  const query = useSearchParams();
  const { models, reports } = lineage;
  const height = TOP + Math.max(1, models.length, reports.length) * LINE;
  const middle = (count: number, at: number) =>
    TOP + (height - TOP) * ((at + 0.5) / Math.max(1, count));
  const places = placesOf(name, lineage);
  const start = { x: widthOf(name), y: middle(1, 0) };
  const models_y = new Map(models.map((model, at) => [model, middle(models.length, at)]));
  const scope = scopeOnly(query);
  const heads = [
    ['Column', 0],
    ['Models made of it', places.model],
    ['Reports', places.report],
  ] as const;
  return (
    <Scroller label="Column, models and reports">
      <svg
        viewBox={`0 0 ${places.end} ${height}`}
        width={places.end}
        height={height}
        className="max-w-none text-sm"
      >
        <title>{`${name}, the models made of it, and the reports`}</title>
        {heads.map(([head, x]) => (
          <text key={head} x={x} y={14} className="fill-muted">
            {head}
          </text>
        ))}
        {models.map((model) => (
          <Curve
            key={model}
            from={start}
            to={{ x: places.model - 6, y: models_y.get(model) ?? 0 }}
          />
        ))}
        {reports.map(({ name: report, direct, through }, at) => {
          const to = { x: places.report - 6, y: middle(reports.length, at) };
          return (
            <g key={report}>
              {direct && <Curve from={start} to={to} />}
              {through.map((model) => (
                <Curve
                  key={model}
                  from={{ x: places.model + widthOf(model), y: models_y.get(model) ?? 0 }}
                  to={to}
                  broken
                />
              ))}
            </g>
          );
        })}
        <text x={0} y={start.y} dominantBaseline="middle" className="fill-ink font-semibold">
          {name}
        </text>
        {models.map((model) => (
          <g key={model}>
            {/* Lines to the reports pass behind the word. */}
            <rect
              x={places.model - 4}
              y={(models_y.get(model) ?? 0) - LINE / 2}
              width={widthOf(model)}
              height={LINE - 2}
              className="fill-paper"
            />
            <a
              href={hrefOf('/admin/catalog', withValues(scope, { relation: model }))}
              className="fill-accent underline"
            >
              <text x={places.model} y={models_y.get(model)} dominantBaseline="middle">
                {model}
              </text>
            </a>
          </g>
        ))}
        {reports.map(({ name: report }, at) => (
          <a
            key={report}
            href={hrefOf(pageOfReport(report), scope)}
            className="fill-accent underline"
          >
            <text x={places.report} y={middle(reports.length, at)} dominantBaseline="middle">
              {report}
            </text>
          </a>
        ))}
      </svg>
    </Scroller>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function Curve({ from, to, broken = false }: { from: Point; to: Point; broken?: boolean }) {
  const bend = (to.x - from.x) / 2;
  return (
    <path
      d={`M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`}
      fill="none"
      strokeDasharray={broken ? '3 3' : undefined}
      className={broken ? 'stroke-muted opacity-40' : 'stroke-muted'}
    />
  );
}
