import type { ReportDocument } from '@/lib/analytics/reports/answer';
import type { ReportParameters, ReportRow } from '@/lib/analytics/reports/registry';
import { ACTORS, type Actor } from '@/lib/events/vocabulary';
import { changeBetween, type FigureFormat, formatFigure } from './figure';

type OverviewRow = ReportRow<'overview'>;
export type OverviewDocument = ReportDocument<ReportParameters<'overview'>, OverviewRow>;

type Figure = Exclude<keyof OverviewRow, 'period' | 'actor'>;

interface FigureShape {
  readonly figure: Figure;
  readonly label: string;
  readonly format: FigureFormat;
}

/** In reading order: what was earned, by how many, by doing what. */
const FIGURES: readonly FigureShape[] = [
  { figure: 'revenue', label: 'Revenue', format: 'money' },
  { figure: 'orders', label: 'Orders', format: 'count' },
  { figure: 'conversion', label: 'Conversion', format: 'share' },
  { figure: 'average_order_value', label: 'Average order', format: 'money' },
  { figure: 'sessions', label: 'Sessions', format: 'count' },
  { figure: 'visitors', label: 'Visitors', format: 'count' },
  { figure: 'events', label: 'Events', format: 'count' },
  { figure: 'views', label: 'Views', format: 'count' },
  { figure: 'clicks', label: 'Clicks', format: 'count' },
  { figure: 'add_to_carts', label: 'Added to cart', format: 'count' },
  { figure: 'purchase_lines', label: 'Purchase lines', format: 'count' },
  { figure: 'converting_sessions', label: 'Sessions that bought', format: 'count' },
];

const SPLIT: readonly Figure[] = [
  'events',
  'sessions',
  'visitors',
  'add_to_carts',
  'orders',
  'revenue',
  'conversion',
];

export interface Kpi {
  readonly figure: Figure;
  readonly label: string;
  /** As the report gave it, for machines; null where it has no meaning. */
  readonly value: number | null;
  readonly text: string;
  /** Null where the period before had nothing to say. */
  readonly beforeText: string | null;
  readonly change: ReturnType<typeof changeBetween>;
}

interface ActorLine {
  readonly actor: Actor;
  /** Share of all events, 0 to 1. */
  readonly share: number;
  readonly cells: readonly { readonly figure: Figure; readonly text: string }[];
}

export interface OverviewModel {
  readonly empty: boolean;
  readonly kpis: readonly Kpi[];
  readonly splitColumns: readonly { readonly figure: Figure; readonly label: string }[];
  readonly actors: readonly ActorLine[];
}

/** What the overview page shows of the report's rows. */
export function overviewModel(rows: readonly OverviewRow[]): OverviewModel {
  const rowOf = (period: OverviewRow['period'], actor: OverviewRow['actor']) =>
    rows.find((row) => row.period === period && row.actor === actor);
  const current = rowOf('current', 'all');
  const before = rowOf('before', 'all');
  const events = current?.events ?? 0;
  const shapes = new Map(FIGURES.map((shape) => [shape.figure, shape]));
  return {
    empty: events === 0,
    kpis: FIGURES.map(({ figure, label, format }) => {
      const value = current?.[figure] ?? null;
      const past = before?.[figure] ?? null;
      return {
        figure,
        label,
        value,
        text: formatFigure(value, format),
        beforeText: past === null ? null : formatFigure(past, format),
        change: changeBetween(value, past, format),
      };
    }),
    splitColumns: SPLIT.map((figure) => ({ figure, label: shapes.get(figure)?.label ?? figure })),
    actors: ACTORS.map((actor) => {
      const row = rowOf('current', actor);
      return {
        actor,
        share: events === 0 ? 0 : (row?.events ?? 0) / events,
        cells: SPLIT.map((figure) => ({
          figure,
          text: formatFigure(row?.[figure] ?? null, shapes.get(figure)?.format ?? 'count'),
        })),
      };
    }),
  };
}
