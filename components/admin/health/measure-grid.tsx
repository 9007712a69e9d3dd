import { SmallChart } from '@/components/charts/small-chart';
import { DAY_MS, MINUTE_MS } from '@/lib/common/clock';
import { type FigureFormat, formatFigure } from '@/lib/dashboards/figure';
import type { HealthDocument, HealthMeasure } from '@/lib/monitoring/health-document';
import { Definitions } from '../definitions';
import { momentText } from '../moment-text';
import { Term } from '../term';
import { Titled } from '../titled';

const FORMATS: Readonly<Record<HealthMeasure['unit'], FigureFormat>> = {
  Count: 'count',
  Milliseconds: 'latency',
  Seconds: 'seconds',
  Bytes: 'bytes',
  Share: 'share',
};
const WHOLE: Readonly<Record<HealthMeasure['statistic'], string>> = {
  Sum: 'in all',
  Maximum: 'at most',
  Average: 'on average',
};

/** Every measure as a small chart, in the order of the pipeline. */
export function MeasureGrid({ health, zone }: { health: HealthDocument; zone: string }) {
  const { measures } = health;
  const drawn = measures.filter(({ missing }) => missing === null);
  const absent = measures.filter(({ missing }) => missing !== null);
  return (
    <section aria-label="Measures" className="flex min-w-0 flex-col gap-4">
      <h2 className="font-semibold text-base">What does each part of the pipeline do?</h2>
      {[...new Set(drawn.map(({ part }) => part))].map((part) => (
        <Titled key={part} title={part}>
          <ul className="grid gap-x-8 gap-y-5 pt-1 pb-4 sm:grid-cols-2 xl:grid-cols-4">
            {drawn
              .filter((measure) => measure.part === part)
              .map((measure) => (
                <li key={measure.name} className="min-w-0">
                  <Measure {...{ measure, health, zone }} />
                </li>
              ))}
          </ul>
        </Titled>
      ))}
      {absent.length > 0 && (
        <details>
          <summary className="py-1 text-muted hover:text-ink">
            {absent.length} measures have no numbers here
          </summary>
          <dl className="grid gap-x-6 gap-y-1 py-2 sm:grid-cols-[16rem_minmax(0,1fr)]">
            {absent.map(({ name, label, missing }) => (
              <div key={name} className="contents">
                <dt className="font-medium">{label}</dt>
                <dd className="mb-2 max-w-prose text-muted sm:mb-0">{missing}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <Definitions
        terms={measures.map(({ label, name, source, doc }) => ({
          label,
          text: `${doc} ${source}: ${name}.`,
        }))}
      />
    </section>
  );
}

/** `above 100 within 5 min, 3 times running`. */
function limitWords(
  { is, limit, periodMs, periods }: NonNullable<HealthMeasure['limit']>,
  format: FigureFormat,
): string {
  const minutes = (ms: number) => `${ms / MINUTE_MS} min`;
  const lasting = periods > 1 ? `, ${periods} times running` : '';
  return `${is} ${formatFigure(limit, format)} within ${minutes(periodMs)}${lasting}`;
}

interface MeasureProps {
  readonly measure: HealthMeasure;
  readonly health: HealthDocument;
  readonly zone: string;
}

function Measure({ measure, health, zone }: MeasureProps) {
  const { name, label, doc, unit, statistic, values, total, limit } = measure;
  const format = FORMATS[unit];
  const { fromMs, stepMs } = health;
  return (
    <figure data-measure={name} data-total={total ?? ''} className="flex min-w-0 flex-col gap-1">
      <figcaption className="relative flex items-baseline justify-between gap-3">
        <Term label={label} definition={doc} />
        <span className="whitespace-nowrap tabular-nums">
          <span className="font-medium text-lg">{formatFigure(total, format)}</span>{' '}
          <span className="text-muted text-xs">{WHOLE[statistic]}</span>
        </span>
      </figcaption>
      <SmallChart
        label={label}
        format={format}
        limit={limit?.is === 'above' ? limit.limit : undefined}
        points={values.map((value, i) => ({
          short: clockText(fromMs + i * stepMs, stepMs, zone),
          long: momentText(fromMs + i * stepMs, zone),
          value,
        }))}
      />
      {limit && <p className="text-muted text-xs">Alarm {limitWords(limit, format)}</p>}
    </figure>
  );
}

function clockText(ms: number, stepMs: number, zone: string): string {
  const days = stepMs * 80 > DAY_MS * 2;
  return new Intl.DateTimeFormat('en-IE', {
    timeZone: zone,
    ...(days
      ? { day: 'numeric', month: 'short' }
      : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  }).format(ms);
}
