import { join } from 'node:path';
import { settingsOrExit } from '@/cli/settings-or-exit';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import { REPORTS } from '@/lib/analytics/reports/registry';
import type { Report, Way } from '@/lib/analytics/reports/report';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { DAY_MS, HOUR_MS, systemClock } from '@/lib/common/clock';
import { createRng, type Rng } from '@/lib/common/rng';
import { createLakeReader, type LakeReader } from '@/lib/lake/lake-reader';
import { RAW_EVENTS } from '@/lib/lake/layout';
import { LAKE_END, LAKE_START, reportLake } from './report-lake';
import type { BenchRun, Verdict } from './verdict';

/** What each report may take, in milliseconds at the median, by millions of events. */
const BUDGETS: readonly (readonly [upTo: number, main: number, other: number])[] = [
  [10, 150, 500],
  [Number.POSITIVE_INFINITY, 500, 3_000],
];
const MAIN = ['overview', 'funnel', 'products', 'engagement'];
/** Of these a caller has to name what to look at, which has a cost of its own. */
const ASKED_FOR_ONE = ['session_events'];

type Question = Record<string, unknown>;

/** Changing ranges and filters; every fifth is one that the rollup does not know. */
function questions(rng: Rng, n: number, categories: readonly string[]): Question[] {
  const filters: readonly Question[] = [
    {},
    { device_type: ['mobile'] },
    { channel: ['organic', 'paid'], user_type: ['new'] },
    { compare: 'before' },
    { category: [categories[Math.floor(rng() * categories.length)] ?? ''] },
  ];
  return Array.from({ length: n }, (_, i) => {
    const days = [30, 7, 1, 14, 29][i % 5] ?? 30;
    const latest = LAKE_END - days * DAY_MS;
    const shift = Math.floor((rng() * Math.min(latest - LAKE_START, 7 * DAY_MS)) / HOUR_MS);
    const from_ms = latest - shift * HOUR_MS;
    return {
      from_ms,
      to_ms: from_ms + days * DAY_MS,
      ...filters[Math.floor(i / 5 + i) % filters.length],
    };
  });
}

/** The reports over millions of events, from the modelled tables and as plain SQL over events. */
export async function benchReports(
  { rounds, seed, report }: BenchRun,
  millions: number,
  names: readonly string[] = MAIN,
): Promise<Verdict[]> {
  const folder = join(settingsOrExit().FOOTFALL_DATA_DIR, 'bench');
  const root = await reportLake(folder, millions, report);
  const reader = () => createLakeReader({ root, folder: RAW_EVENTS, clock: systemClock });
  const engineOver = (lake: LakeReader) => createDuckdbEngine({ lake, products: PRODUCTS });
  const stored = engineOver(reader());
  const plain = engineOver(withoutModels(reader()));
  const categories = [...new Set(PRODUCTS.map(({ category }) => category))];
  const [, main, other] = BUDGETS.find(([upTo]) => millions <= upTo) ?? [0, 0, 0];
  try {
    const verdicts: Verdict[] = [];
    for (const [name, one] of Object.entries<Report<unknown, unknown>>(REPORTS)) {
      if (!names.includes(name) && !names.includes('all')) continue;
      if (ASKED_FOR_ONE.includes(name)) continue;
      const asked = questions(createRng(seed), 5 * rounds, categories);
      const ours = await timed(stored, one, asked, 'modelled');
      // It takes a hundred times as long: one question says enough, and over more events none is asked.
      const theirs = await timed(plain, one, millions > 10 ? [] : asked.slice(1, 2), 'plain');
      const budget = MAIN.includes(name) ? main : other;
      report(`${name}: ${ours.map(Math.round).join(' ')} ms`);
      verdicts.push({
        what: `${name} over ${millions} M events, warm, ${asked.length} ranges and filters`,
        ours: `p50 ${median(ours).toFixed(0)} ms (${Math.min(...ours).toFixed(0)} to ${Math.max(...ours).toFixed(0)})`,
        yardstick:
          theirs.length > 0
            ? `plain SQL over the same Parquet, seven days: ${median(theirs).toFixed(0)} ms`
            : null,
        ratio: theirs.length > 0 ? median(ours) / median(theirs) : null,
        budget: `p50 ≤ ${budget} ms`,
        met: median(ours) <= budget,
      });
    }
    return verdicts;
  } finally {
    await stored.close();
    await plain.close();
  }
}

/** Milliseconds of each question, after one that opens files and is not counted. */
async function timed(
  engine: QueryEngine,
  report: Report<unknown, unknown>,
  asked: readonly Question[],
  way: Way,
): Promise<number[]> {
  const ask = async (question: Question) => {
    const { sql, values } = report.build(report.parameters.parse(question), way);
    const startedAt = performance.now();
    await engine.query(sql, { parameters: values, deadlineMs: 600_000 });
    return performance.now() - startedAt;
  };
  if (asked.length > 0) await ask(asked[0] ?? {});
  const times: number[] = [];
  for (const question of asked) times.push(await ask(question));
  return times;
}

function withoutModels(lake: LakeReader): LakeReader {
  return { ...lake, snapshot: async () => ({ ...(await lake.snapshot()), models: [] }) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
