import type { QueryEngine } from '@/lib/analytics/query-engine';
import type { ObjectStore } from '@/lib/storage/object-store';
import type { IdRange } from './landed';
import { sumLanded } from './landed-sums';
import { lookInto, type Outline, outlineLedger, tellOf } from './ledger-outline';
import { sumLedger } from './ledger-sums';
import { without } from './percentiles';
import { type RawSums, sumRaw } from './raw-copies';
import { agrees, createStretches, type Reach, type Stretch } from './stretches';
import { createStory, orMissing, type TimeRange, type Truth } from './truth';

export interface CompareOptions {
  readonly root: string;
  readonly runId: string;
  readonly engine: QueryEngine;
  readonly raw: ObjectStore | null;
  readonly range?: TimeRange;
  readonly lateMs: number;
  /** When a run's events can have arrived. */
  readonly arrived: (runAt: number) => TimeRange;
  /** Whether to look at each event even where sums agree. */
  readonly everyEvent: boolean;
}

/** What is left to look at when ledger, rows and raw have been compared by sums. */
export interface Comparison {
  /** The run, with no more of its events than have to be looked at. */
  readonly truth: Truth;
  /** Whether an event is one of those. */
  readonly isOpen: (id: string) => boolean;
  /** Their ids, in order. */
  readonly ranges: readonly IdRange[];
  /** Keys of the segments in which they lie. */
  readonly segments: readonly string[];
  /** Of the others, all of which are where they have to be. */
  readonly settled: {
    readonly events: number;
    /** Milliseconds to the answer, and how many events took so long. */
    readonly answered: ReadonlyMap<number, number>;
  };
  /** Milliseconds to the collector's clock, of all rows. */
  readonly received: ReadonlyMap<number, number>;
  /** null where raw could not be looked at. */
  readonly rawLines: number | null;
}

/**
 * Compares a run by stretches of ids: of each the ledger, `events` and raw have a sum of what their
 * events are, and where the three agree none of its events is looked at. Nothing is decided here: the
 * rest, and whatever is out of the ordinary, goes to the judge event by event.
 */
export async function compare(options: CompareOptions): Promise<Comparison> {
  const { root, runId, engine, raw, range, lateMs, arrived } = options;
  const { letters, header, bytes } = await orMissing(root, runId, () => lookInto(root, runId));
  const stretches = createStretches(letters);
  const story = createStory(range);
  const reading = async () => ({
    outline: await outlineLedger(root, runId, story),
    inRaw: raw && (await sumRaw(raw, runId, arrived(header.at), stretches)),
  });
  // At once: two are DuckDB's, which has the cores that the third leaves it.
  const summing = sumLedger(stretches, { root, runId, engine: engine.name, header, range });
  try {
    const [landed, ledger, { outline, inRaw }] = await Promise.all([
      sumLanded(engine, runId, { letters, lateMs, range }),
      summing,
      reading(),
    ]);
    for (const { key, rows, total, odd } of landed.sums) {
      const stretch = stretches.of(key);
      Object.assign(stretch.landed, { count: rows, total });
      stretch.odd ||= odd;
    }
    for (const id of [...landed.unclean, ...outline.odd]) stretches.of(id).odd = true;

    const all = [...stretches.all()].sort((a, b) => (a.key < b.key ? -1 : 1));
    // A line that looked whole and could not be read, unless one of them read more of the ledger.
    const isDamaged = ledger.lines !== outline.lines && outline.bytes === bytes;
    const lookAtAll = options.everyEvent || ledger.byPage || isDamaged;
    const open = new Set(all.filter((one) => lookAtAll || !agrees(one, raw !== null)));
    const isOpen = (id: string) => open.has(stretches.of(id));
    await tellOf(root, runId, {
      // What has no id can be in no stretch.
      wanted: (id) => typeof id !== 'string' || id === '' || isOpen(id),
      spans: lookAtAll ? [{ from: 0, to: outline.bytes }] : spansOf(open, outline),
      story,
    });
    let events = 0;
    for (const one of all) if (!open.has(one)) events += one.captured.count;
    const openAnswers = await ledger.answeredIn([...open].map(({ key }) => key));
    return {
      truth: story.truth(runId),
      isOpen,
      ranges: rangesOf(all, open),
      segments: segmentsOf(open, inRaw),
      settled: { events, answered: without(ledger.answered, openAnswers) },
      received: landed.received,
      rawLines: inRaw ? inRaw.lines : null,
    };
  } finally {
    // Where it failed that was heard.
    await summing.then(
      (ledger) => ledger.close(),
      () => undefined,
    );
  }
}

/** Places from which to which something has to be read again, each once. */
function placesOf(reaches: readonly Reach[]): readonly Reach[] {
  const places: Reach[] = [];
  for (const { first, last } of [...reaches].sort((a, b) => a.first - b.first)) {
    if (last < first) continue;
    const before = places.at(-1);
    if (before && first <= before.last + 1) before.last = Math.max(before.last, last);
    else places.push({ first, last });
  }
  return places;
}

/** Bytes of the ledger that speak of these stretches: blocks of a time at which it does. */
function spansOf(open: ReadonlySet<Stretch>, { blocks }: Outline) {
  const times = placesOf([...open].map(({ told }) => told));
  const spans: { from: number; to: number }[] = [];
  for (const { from, to, first, last } of blocks) {
    if (!times.some((time) => time.first <= last && time.last >= first)) continue;
    const before = spans.at(-1);
    if (before?.to === from) before.to = to;
    else spans.push({ from, to });
  }
  return spans;
}

function segmentsOf(open: ReadonlySet<Stretch>, raw: RawSums | null): readonly string[] {
  if (!raw) return [];
  return placesOf([...open].map((one) => one.segments)).flatMap(({ first, last }) =>
    raw.segments.slice(first, last + 1),
  );
}

/** No letter of an id comes after it. */
const AFTER_ALL = '~';
/** Rows of one range: they are held at once. */
const MOST_ROWS = 10_000;

/** Neighbours among all make one range, so that a run that has to be looked at as a whole has few. */
function rangesOf(all: readonly Stretch[], open: ReadonlySet<Stretch>): readonly IdRange[] {
  const ranges: { from: string; before: string; rows: number }[] = [];
  let neighbour = false;
  for (const one of all) {
    const last = ranges.at(-1);
    const isOpen = open.has(one);
    if (isOpen && one.key !== '') {
      const rows = Math.max(one.landed.count, 1);
      if (neighbour && last && last.rows + rows <= MOST_ROWS) {
        last.before = `${one.key}${AFTER_ALL}`;
        last.rows += rows;
      } else ranges.push({ from: one.key, before: `${one.key}${AFTER_ALL}`, rows });
    }
    neighbour = isOpen;
  }
  return ranges;
}
