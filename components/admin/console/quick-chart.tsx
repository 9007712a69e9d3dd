'use client';

import { useMemo, useState } from 'react';
import { BarChart } from '@/components/charts/bar-chart';
import { TimeChart } from '@/components/charts/time-chart';
import { formatFigure } from '@/lib/dashboards/figure';
import { Choice } from '../choice';
import { isNumeric } from './cell-look';
import { type ChartChoice, type ChartKind, chartPoints, firstChoice } from './chart-points';
import type { ResultRows } from './result-rows';

interface QuickChartProps {
  readonly rows: ResultRows;
  readonly count: number;
  readonly places: Uint32Array | null;
}

const KINDS = [
  { value: 'bars', label: 'Bars' },
  { value: 'line', label: 'Line' },
];

/** A drawing of one column over another. */
export function QuickChart({ rows, count, places }: QuickChartProps) {
  const [choice, setChoice] = useState<ChartChoice | null>(() => firstChoice(rows));
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are added to what is the same object
  const drawn = useMemo(
    () => choice && chartPoints(rows, places, choice),
    [rows, count, places, choice],
  );
  if (!choice || !drawn) {
    return (
      <p className="py-4 text-muted">
        A chart takes a column of numbers, and this answer has none.
      </p>
    );
  }
  const columns = rows.columns.map(({ name }, at) => ({ value: String(at), label: name }));
  const figures = columns.filter((_, at) => isNumeric(rows.columns[at] ?? { name: '', type: '' }));
  const name = rows.columns[choice.figures]?.name ?? '';
  const over = rows.columns[choice.names]?.name ?? '';
  const format = drawn.whole ? 'count' : 'decimal';
  const text = (value: number) => formatFigure(value, format);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto border-line border-t py-3">
      <div className="flex flex-wrap items-end gap-3">
        <Choice
          label="Drawn as"
          value={choice.kind}
          options={KINDS}
          onChange={(kind) => setChoice({ ...choice, kind: kind as ChartKind })}
        />
        <Choice
          label="Figure"
          value={String(choice.figures)}
          options={figures}
          onChange={(at) => setChoice({ ...choice, figures: Number(at) })}
        />
        <Choice
          label="Over"
          value={String(choice.names)}
          options={columns}
          onChange={(at) => setChoice({ ...choice, names: Number(at) })}
        />
      </div>
      {drawn.below ? (
        <p className="text-muted">
          Some of {name} lies below zero, where these drawings begin. The table has all of it.
        </p>
      ) : choice.kind === 'line' ? (
        <TimeChart
          label={name}
          format={format}
          points={drawn.points.map(({ name: long, value }) => ({
            long,
            short: short(long),
            value,
          }))}
        />
      ) : (
        <BarChart
          label={`${name} by ${over}`}
          format={format}
          bars={drawn.points.map((point) => ({ ...point, text: text(point.value) }))}
        />
      )}
      {(drawn.added || drawn.leftOut > 0) && (
        <p className="text-muted">
          {drawn.added && `Rows of one ${over} are added up. `}
          {drawn.leftOut > 0 &&
            `${drawn.leftOut.toLocaleString('en-IE')} more are not drawn; the table has them.`}
        </p>
      )}
    </div>
  );
}

/** A moment as short as an axis wants it: a day, or a time of day. */
function short(name: string): string {
  const moment = /^\d{4}-(\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?/.exec(name);
  if (!moment) return name;
  const [, day = '', time] = moment;
  return time === undefined || time === '00:00' ? day : time;
}
