import { changeBetween, type FigureFormat, formatFigure } from '@/lib/dashboards/figure';
import { FigureLink } from './figure-link';
import { Term } from './term';

export interface LineFigure {
  readonly name: string;
  readonly label: string;
  readonly value: number | null;
  readonly before?: number | null;
  readonly format: FigureFormat;
  readonly definition: string;
}

type Named<N extends string> = Readonly<Record<N, number | null>>;

/** Figures of a report's one row, with what they were and what they count. */
export function lineFigures<N extends string>(
  now: Named<N>,
  before: Named<N> | undefined,
  definitions: Readonly<Record<string, string>>,
  figures: readonly (readonly [name: N, label: string, format: FigureFormat])[],
): readonly LineFigure[] {
  return figures.map(([name, label, format]) => ({
    name,
    label,
    format,
    value: now[name],
    before: before?.[name] ?? null,
    definition: definitions[name] ?? '',
  }));
}

interface FiguresLineProps {
  readonly figures: readonly LineFigure[];
  /** Whether they are of the scope's sessions, and lead to them. */
  readonly linked?: boolean;
}

/** A few figures side by side, each with what it was. */
export function FiguresLine({ figures, linked = true }: FiguresLineProps) {
  return (
    <dl className="grid grid-cols-2 border-line border-y sm:grid-cols-3 lg:grid-cols-6">
      {figures.map(({ name, label, value, before, format, definition }) => {
        const change = before == null ? null : changeBetween(value, before, format);
        return (
          <div key={name} className="relative flex flex-col py-3 pr-3">
            <dt>
              <Term label={label} definition={definition} />
            </dt>
            <dd
              data-kpi={name}
              data-value={value ?? ''}
              className="font-medium text-lg tabular-nums"
            >
              <FigureLink name={linked ? name : null} value={value}>
                {formatFigure(value, format)}
              </FigureLink>
            </dd>
            {before != null && (
              <dd className="text-muted text-xs tabular-nums">
                {change && <span className="text-ink">{change.text} </span>}
                was {formatFigure(before, format)}
              </dd>
            )}
          </div>
        );
      })}
    </dl>
  );
}
