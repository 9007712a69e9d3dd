import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { createAthenaEngine } from '@/lib/analytics/athena';
import { createRng, type Rng } from '@/lib/common/rng';
import { loadSecrets } from '@/lib/config/secrets';
import { readSettings } from '@/lib/config/settings';
import { COLUMNS, type Column } from '@/lib/events/columns';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import { createOracle, isSound, type Verdict } from '@/lib/testing/oracle';
import { type AwsStandIns, RAW_BUCKET, startAwsStandIns } from '../fixtures/aws-stand-ins';
import type { FirehoseBehaviour } from '../fixtures/firehose-stand-in';
import { startShop } from '../fixtures/shop-server';
import type { TableCounts } from '../fixtures/tables-stand-in';
import { askEngine, countLines, type EngineCounts } from './engine-check';
import { type LoadCounts, startLoad } from './load';

export interface AwsCampaignOptions {
  /** Goes on until so many are acknowledged. */
  readonly events: number;
  /** How often the server is killed, spread over the events. */
  readonly kills: number;
  readonly seed: number;
  readonly loops?: number;
  readonly signal?: AbortSignal;
  onProgress?(progress: { readonly kills: number; readonly acked: number }): void;
}

export interface AwsCampaignResult {
  readonly seed: number;
  readonly kills: number;
  readonly load: LoadCounts;
  /** Calls of Firehose by what was done to them. */
  readonly faults: Readonly<Record<string, number>>;
  /** The `events` relation, row by row, as Athena answers it. */
  readonly verdict: Verdict;
  /** The raw bucket, line by line. */
  readonly raw: Verdict;
  readonly tables: TableCounts;
  /** Rejected events that are missing from the failed stream's objects. */
  readonly failedLost: readonly string[];
  /** What the shop's overview counts through Athena, and a recount of the raw lines. */
  readonly counts: { readonly engine: EngineCounts; readonly raw: EngineCounts };
  readonly violations: readonly string[];
}

const LOOPS = 6;
const LOOK_EVERY_MS = 100;
const GIVE_UP_MS = 5 * 60_000;
const SHOWN = 5;

/** What Firehose does to a call, and how often; the rest goes well. */
const FAULTS: readonly (readonly [share: number, make: (rng: Rng) => FirehoseBehaviour])[] = [
  [0.12, (rng) => ({ do: 'partial', ratio: rng() })],
  [0.06, () => ({ do: 'throttle' })],
  [0.03, () => ({ do: 'error', status: 500, type: 'InternalFailure' })],
  [0.03, (rng) => ({ do: 'wrong-length', by: rng() < 0.5 ? -1 : 1 })],
  [0.03, () => ({ do: 'lie', indexes: [0, 2], failedPutCount: 0 })],
  [0.05, () => ({ do: 'destroy-after-accept' })],
  [0.03, (rng) => ({ do: 'delay', ms: Math.round(rng() * 300) })],
  [0.002, () => ({ do: 'hang' })],
  [0.002, () => ({ do: 'stall' })],
];

/**
 * The shipped server in aws mode against the stand-ins, under load, killed again and again while
 * Firehose fails in every way it can; then all that was acknowledged is looked for in the tables.
 */
export async function runAwsCampaign(options: AwsCampaignOptions): Promise<AwsCampaignResult> {
  const { events, kills, seed, signal } = options;
  const oracle = createOracle();
  const aws = await startAwsStandIns();
  aws.firehose.always(faulty(createRng(seed)));
  let shop = await startShop({ env: { ...aws.env, FOOTFALL_RATE_LIMIT: 'off' } });
  const { url, dataDir } = shop;
  const env = { ...aws.env, FOOTFALL_RATE_LIMIT: 'off', FOOTFALL_DATA_DIR: dataDir };
  const runSecret = loadSecrets(readSettings({ FOOTFALL_DATA_DIR: dataDir })).runToken;
  const load = startLoad({ oracle, url, seed, loops: options.loops ?? LOOPS, runSecret });
  try {
    const giveUpAt = performance.now() + GIVE_UP_MS;
    for (let killed = 0; ; await wait(LOOK_EVERY_MS)) {
      const { acked } = oracle.judge([]);
      options.onProgress?.({ kills: killed, acked });
      if ((acked >= events && killed === kills) || signal?.aborted) break;
      if (performance.now() > giveUpAt) throw new Error(`${acked} of ${events} events are acked`);
      if (killed === kills || acked < ((killed + 1) * events) / (kills + 1)) continue;
      await shop.stop('SIGKILL');
      killed += 1;
      shop = await startShop({ port: Number(new URL(url).port), env });
    }
    await load.stop();
    aws.firehose.always({ do: 'ok' });
    await aws.flush();
    const tables = await aws.refresh();
    const rawLines = landedLines(aws, PREFIXES.rawEvents);
    const failed = new Set(
      landedLines(aws, PREFIXES.rawFailed).map((line) => JSON.parse(line).event_id),
    );
    const result = {
      seed,
      kills,
      load: load.counts,
      faults: faultCounts(aws),
      verdict: oracle.judge(await relationLines(aws)),
      raw: oracle.judge(rawLines),
      tables,
      failedLost: oracle.refusedIds().filter((id) => !failed.has(id)),
      counts: {
        engine: await askEngine(url, shop.adminPassword()),
        raw: countLines(rawLines),
      },
    };
    return { ...result, violations: violationsOf(result) };
  } finally {
    await load.stop();
    await shop.dispose();
    await aws.close();
  }
}

function faulty(rng: Rng): () => FirehoseBehaviour {
  return () => {
    let left = rng();
    for (const [share, make] of FAULTS) {
      left -= share;
      if (left < 0) return make(rng);
    }
    return { do: 'ok' };
  };
}

function faultCounts(aws: AwsStandIns): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { did } of aws.firehose.requests()) counts[did] = (counts[did] ?? 0) + 1;
  return counts;
}

function landedLines(aws: AwsStandIns, prefix: string): string[] {
  return [...aws.s3.objects(RAW_BUCKET)].flatMap(([key, body]) =>
    key.startsWith(prefix) ? gunzipSync(body).toString().split('\n').filter(Boolean) : [],
  );
}

/** Every row of `events`, asked of Athena through the driver, as the line it was made of. */
async function relationLines(aws: AwsStandIns): Promise<string[]> {
  const before = process.env.AWS_ENDPOINT_URL_ATHENA;
  process.env.AWS_ENDPOINT_URL_ATHENA = aws.athena.url;
  const engine = createAthenaEngine({
    region: 'eu-west-1',
    database: 'footfall',
    workgroup: 'footfall',
    credentials: { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' },
  });
  try {
    const columns: readonly Column[] = COLUMNS;
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const { rows } = await engine.query(`SELECT ${names} FROM events`);
    return rows.map((row) => {
      const fields = columns.flatMap(({ name, core }, i) => {
        const value = row[i] ?? null;
        return value === null && !core ? [] : [[name, value] as const];
      });
      return JSON.stringify(Object.fromEntries(fields));
    });
  } finally {
    await engine.close();
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL_ATHENA;
    else process.env.AWS_ENDPOINT_URL_ATHENA = before;
  }
}

function violationsOf(result: Omit<AwsCampaignResult, 'violations'>): string[] {
  const { verdict, raw, tables, failedLost, counts, load } = result;
  const ids = (what: string, list: readonly string[]) =>
    list.length > 0 ? [`${list.length} ${what}: ${list.slice(0, SHOWN).join(', ')}`] : [];
  const when = (broken: boolean, what: string) => (broken ? [what] : []);
  return [
    ...ids('acked and not in events', verdict.lost),
    ...ids('in events and never issued, or refused', verdict.spurious),
    ...ids('altered in events', verdict.altered),
    ...when(verdict.duplicates > 0, `${verdict.duplicates} rows of events are copies`),
    ...when(!isSound(raw), 'the raw bucket lost, invented or altered events'),
    ...when(
      raw.duplicates !== tables.copies,
      `${raw.duplicates} copies lie in raw, the tables count ${tables.copies}`,
    ),
    ...ids('rejected and not kept', failedLost),
    ...ids('unexpected answers', load.unexpected),
    ...when(
      JSON.stringify(counts.engine) !== JSON.stringify(counts.raw),
      `the overview counts ${JSON.stringify(counts)}`,
    ),
  ];
}
