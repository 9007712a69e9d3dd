import { type Bin, hazardOf, quantileOf, sizeOf } from './histogram';
import type { Shapes } from './measure';
import type { Scored } from './score';

const WIDTH = 520;
const HEIGHT = 260;
const LEFT = 48;
const BOTTOM = 32;
const TOP = 12;

type Point = readonly [x: number, y: number];

interface Line {
  readonly name: string;
  readonly points: readonly Point[];
  /** Drawn as dots alone: published values are few. */
  readonly dots?: boolean;
}

interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly Line[];
  readonly log?: { readonly x?: boolean; readonly y?: boolean };
}

export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };
  return text.replaceAll(/[&<>"]/g, (letter) => `&${names[letter]};`);
}

/** Published shapes beside those of the stream; the values are those of REES46, 2019, and Diginetica. */
export function shapePlots({ lengths, gaps, hours, views }: Shapes): string {
  const survival = (k: number) =>
    sizeOf(lengths.filter(({ value }) => value >= k)) / sizeOf(lengths);
  const upTo = (most: number) => Array.from({ length: most }, (_, at) => at + 1);
  const plots: readonly Plot[] = [
    {
      title: 'How many product events a session reaches',
      x: 'product events',
      y: 'share of sessions',
      log: { x: true, y: true },
      lines: [
        { name: 'this stream', points: upTo(60).map((k) => [k, survival(k)] as const) },
        {
          name: 'REES46',
          dots: true,
          points: [
            [5, 0.28],
            [10, 0.117],
            [20, 0.035],
          ],
        },
      ],
    },
    {
      title: 'Chance to leave after so many product events',
      x: 'product events',
      y: 'chance',
      lines: [
        { name: 'this stream', points: upTo(15).map((k) => [k, hazardOf(lengths, k)] as const) },
        {
          name: 'REES46',
          dots: true,
          points: [
            [1, 0.367],
            [2, 0.256],
            [3, 0.228],
            [5, 0.214],
            [8, 0.166],
            [10, 0.135],
            [15, 0.087],
          ],
        },
        {
          name: 'Diginetica',
          dots: true,
          points: [
            [1, 0.312],
            [2, 0.256],
            [3, 0.249],
            [5, 0.228],
            [8, 0.209],
            [10, 0.181],
          ],
        },
      ],
    },
    {
      title: 'Seconds between product events',
      x: 'seconds',
      y: 'share of gaps that are shorter',
      log: { x: true },
      lines: [
        { name: 'this stream', points: quantilesOf(gaps) },
        {
          name: 'REES46',
          dots: true,
          points: [
            [11, 0.1],
            [34, 0.5],
            [136, 0.9],
          ],
        },
        {
          name: 'Diginetica',
          dots: true,
          points: [
            [11, 0.1],
            [50, 0.5],
            [233, 0.9],
          ],
        },
      ],
    },
    {
      title: 'Sessions by local hour',
      x: 'hour',
      y: 'share of sessions',
      lines: [
        { name: 'this stream', points: hours.map((share, hour) => [hour, share] as const) },
        {
          name: 'REES46',
          dots: true,
          points: REES46_HOURS.map((m, hour) => [hour, m / 24] as const),
        },
      ],
    },
    {
      title: 'Views of products, the most viewed first',
      x: 'rank',
      y: 'views',
      log: { x: true, y: true },
      lines: [{ name: 'this stream', points: views.map((n, at) => [at + 1, n] as const) }],
    },
  ];
  return plots.map(plotSvg).join('\n');
}

const REES46_HOURS = [
  0.96, 0.57, 0.32, 0.2, 0.12, 0.15, 0.28, 0.5, 0.78, 1.04, 1.18, 1.26, 1.27, 1.32, 1.34, 1.3, 1.31,
  1.27, 1.31, 1.44, 1.57, 1.61, 1.63, 1.27,
];

function quantilesOf(gaps: readonly Bin[]): readonly Point[] {
  if (gaps.length === 0) return [];
  return Array.from({ length: 49 }, (_, at) => {
    const share = (at + 1) / 50;
    return [quantileOf(gaps, share) / 10, share] as const;
  });
}

/** From values to places, on an even or a logarithmic scale. */
function scaleOf(values: readonly number[], from: number, to: number, log = false) {
  const shape = (value: number) => (log ? Math.log10(value) : value);
  const known = values.filter((value) => !log || value > 0).map(shape);
  const low = log ? Math.min(...known) : Math.min(0, ...known);
  const high = Math.max(...known, low + 1e-9);
  return {
    place: (value: number) => from + ((shape(value) - low) / (high - low)) * (to - from),
    ticks: [0, 1 / 3, 2 / 3, 1].map((part) => {
      const at = low + part * (high - low);
      return log ? 10 ** at : at;
    }),
  };
}

function plotSvg({ title, x, y, lines, log = {} }: Plot): string {
  const shown = lines.map((line) => ({
    ...line,
    points: line.points.filter(
      ([a, b]) =>
        Number.isFinite(a) && Number.isFinite(b) && (!log.x || a > 0) && (!log.y || b > 0),
    ),
  }));
  const points = shown.flatMap((line) => line.points);
  if (points.length === 0) return '';
  const across = scaleOf(
    points.map(([a]) => a),
    LEFT,
    WIDTH - 12,
    log.x,
  );
  const up = scaleOf(
    points.map(([, b]) => b),
    HEIGHT - BOTTOM,
    TOP,
    log.y,
  );
  const marks = shown.map(({ points: some, dots }, at) => {
    const places = some.map(([a, b]) => [across.place(a).toFixed(1), up.place(b).toFixed(1)]);
    if (!dots)
      return `<polyline class="line" points="${places.map((p) => p.join(',')).join(' ')}"/>`;
    return places
      .map(([a, b]) => `<circle class="dot d${at}" cx="${a}" cy="${b}" r="4"/>`)
      .join('');
  });
  const axes = [
    ...across.ticks.map(
      (tick) =>
        `<text class="tick" x="${across.place(tick).toFixed(1)}" y="${HEIGHT - BOTTOM + 14}" text-anchor="middle">${short(tick)}</text>`,
    ),
    ...up.ticks.map(
      (tick) =>
        `<text class="tick" x="${LEFT - 6}" y="${(up.place(tick) + 3).toFixed(1)}" text-anchor="end">${short(tick)}</text>`,
    ),
    `<path class="axis" d="M${LEFT},${TOP}V${HEIGHT - BOTTOM}H${WIDTH - 12}"/>`,
    `<text class="tick" x="${WIDTH - 12}" y="${HEIGHT - 4}" text-anchor="end">${escapeHtml(x)}</text>`,
  ];
  const legend = shown
    .map(
      ({ name, dots }, at) =>
        `<span class="${dots ? `key d${at}` : 'key ours'}">${escapeHtml(name)}</span>`,
    )
    .join(' ');
  return `<figure><figcaption><b>${escapeHtml(title)}</b> <small>${escapeHtml(y)}</small><br>${legend}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">${axes.join('')}${marks.join('')}</svg></figure>`;
}

function short(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) >= 10 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
}

/** The range, the published values in it, and where the stream lies. */
export function rangeSvg({ target, value }: Scored): string {
  const { low, high, observed } = target;
  const published = Object.entries(observed);
  const all = [low, high, ...published.map(([, one]) => one), ...(value === null ? [] : [value])];
  const room = (Math.max(...all) - Math.min(...all)) * 0.08 || 1;
  const [from, to] = [Math.min(...all) - room, Math.max(...all) + room];
  const place = (one: number) => (((one - from) / (to - from)) * 260).toFixed(1);
  const dots = published.map(
    ([name, one]) =>
      `<line class="seen" x1="${place(one)}" x2="${place(one)}" y1="5" y2="17"><title>${escapeHtml(name)}: ${one}</title></line>`,
  );
  const ours =
    value === null
      ? ''
      : `<circle class="${value >= low && value <= high ? 'in' : 'out'}" cx="${place(value)}" cy="11" r="5"><title>this stream: ${short(value)}</title></circle>`;
  const band = Number(place(high)) - Number(place(low));
  return `<svg class="range" viewBox="0 0 260 22" role="img" aria-label="${short(low)} to ${short(high)}"><rect class="band" x="${place(low)}" y="4" width="${band.toFixed(1)}" height="14"/>${dots.join('')}${ours}</svg>`;
}
