import { formatFigure } from '@/lib/dashboards/figure';
import { Frame, sized } from './frame';

export interface FunnelBar {
  readonly name: string;
  readonly sessions: number;
  /** Of the first step, 0 to 1. */
  readonly share: number;
  /** Of the step before, 0 to 1; null for the first. */
  readonly kept: number | null;
  /** The first step's share in the period before; its place is marked. */
  readonly shareBefore?: number | null;
  /** Half of those who came on did so within this, in ms. */
  readonly medianMs?: number | null;
}

const ROW = 64;
const BAR = 26;
/** Of a letter of the smallest text, on average, in pixels. */
const LETTER = 6.2;

/** How many of those who began came as far, from one common zero. */
export function FunnelChart({ label, bars }: { label: string; bars: readonly FunnelBar[] }) {
  const height = bars.length * ROW;
  const words = bars.map(({ name, sessions, share }) => {
    return `${name} ${formatFigure(sessions, 'count')}, ${formatFigure(share, 'share')}`;
  });
  return (
    <Frame height={height}>
      {(width) => (
        <svg {...sized(width, height)} role="img" aria-label={`${label}: ${words.join('; ')}`}>
          {bars.map((bar, i) => (
            <Step key={bar.name} bar={bar} y={i * ROW} width={width} />
          ))}
        </svg>
      )}
    </Frame>
  );
}

function Step({ bar, y, width }: { bar: FunnelBar; y: number; width: number }) {
  const { name, sessions, share, kept, shareBefore, medianMs } = bar;
  const end = Math.max(sessions > 0 ? 1 : 0, width * share);
  const words = kept === null ? null : wordsOfLoss(1 - kept, medianMs);
  // Beside the bar, or inside it where there is no room beside it.
  const inside = words !== null && width - end < words.length * LETTER + 16;
  return (
    <g>
      <text x={0} y={y + 18} className="fill-ink font-medium text-sm">
        {name}
      </text>
      <text x={width} y={y + 18} textAnchor="end" className="fill-ink text-sm tabular-nums">
        {formatFigure(sessions, 'count')} · {formatFigure(share, 'share')}
      </text>
      <rect x={0} y={y + 25} width={width} height={BAR} className="fill-line opacity-50" />
      <rect x={0} y={y + 25} width={end} height={BAR} className="fill-accent" />
      {shareBefore != null && (
        <line
          x1={width * shareBefore}
          x2={width * shareBefore}
          y1={y + 22}
          y2={y + 25 + BAR + 3}
          className="stroke-ink"
          strokeWidth={1.5}
          strokeDasharray="2 2"
        >
          <title>{`Before: ${formatFigure(shareBefore, 'share')}`}</title>
        </line>
      )}
      {words !== null && (
        <text
          x={inside ? end - 8 : width - 8}
          y={y + 25 + BAR / 2 + 4}
          textAnchor="end"
          className={inside ? 'fill-on-accent text-xs' : 'fill-muted text-xs'}
        >
          {words}
        </text>
      )}
    </g>
  );
}

function wordsOfLoss(lost: number, medianMs: number | null | undefined): string {
  const left = `${formatFigure(lost, 'share')} left`;
  return medianMs == null ? left : `${left} · median ${formatFigure(medianMs, 'duration')}`;
}
