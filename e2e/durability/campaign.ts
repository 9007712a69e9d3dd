import { setTimeout as wait } from 'node:timers/promises';
import { createRng } from '@/lib/common/rng';
import { loadSecrets } from '@/lib/config/secrets';
import { readSettings } from '@/lib/config/settings';
import { createManifestReader } from '@/lib/lake/manifest-file';
import { createOracle, isSound, type Verdict } from '@/lib/testing/oracle';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import { askEngine, countLines, type EngineCounts } from './engine-check';
import { type Load, type LoadCounts, startLoad } from './load';

export interface CampaignOptions {
  readonly kills: number;
  readonly seed: number;
  readonly loops?: number;
  /** Longest time from a restart to an acked fresh event. */
  readonly recoveryLimitMs?: number;
  /** Longest an event waits to be rolled, so that kills hit rolling, too. */
  readonly rollSeconds?: number;
  readonly signal?: AbortSignal;
  onProgress?(progress: Progress): void;
}

export interface Progress {
  readonly kills: number;
  readonly requests: number;
  readonly recoveryMs: number;
}

export interface CampaignResult {
  readonly seed: number;
  readonly kills: number;
  readonly interrupted: boolean;
  readonly verdict: Verdict;
  readonly load: LoadCounts;
  /** Rejected events that are missing from the failed stream. */
  readonly failedLost: readonly string[];
  readonly recoveryMs: { readonly p50: number; readonly max: number };
  /** What the server's engine and the raw lines count; null where it was not asked. */
  readonly counts: { readonly engine: EngineCounts; readonly raw: EngineCounts } | null;
  /** Files that rolling had made by then. */
  readonly parquetFiles: number;
  /** Of the server's last, orderly stop. */
  readonly exitCode: number | null;
  /** Everything that broke a promise, in words; empty if all is well. */
  readonly violations: readonly string[];
}

const LOOPS = 6;
const UPTIME_MS = { least: 200, most: 1_500 };
const GIVE_UP_MS = 30_000;
const SHOWN = 5;

/** Kills the shipped server again and again under load, and judges what is left in its folder. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const { seed, signal, recoveryLimitMs = 5_000 } = options;
  const rng = createRng(seed);
  const oracle = createOracle();
  const recoveries: number[] = [];
  let kills = 0;
  const rolling = options.rollSeconds && { FOOTFALL_ROLL_SECONDS: String(options.rollSeconds) };
  let shop = await startShop({ env: { FOOTFALL_RATE_LIMIT: 'off', ...rolling } });
  const { url, dataDir } = shop;
  const port = Number(new URL(url).port);
  const env = { FOOTFALL_RATE_LIMIT: 'off', FOOTFALL_DATA_DIR: dataDir, ...rolling };
  const load = startLoad({
    oracle,
    url,
    seed,
    loops: options.loops ?? LOOPS,
    runSecret: secretOf(dataDir),
  });
  try {
    while (kills < options.kills && !signal?.aborted) {
      const uptime = UPTIME_MS.least + rng() * (UPTIME_MS.most - UPTIME_MS.least);
      await wait(uptime, undefined, { signal }).catch(() => undefined);
      if (signal?.aborted) break;
      await shop.stop('SIGKILL');
      kills += 1;
      const startedAt = performance.now();
      shop = await startShop({ port, env });
      await acked(load, signal);
      recoveries.push(performance.now() - startedAt);
      options.onProgress?.({
        kills,
        requests: load.counts.requests,
        recoveryMs: Math.round(recoveries.at(-1) ?? 0),
      });
    }
    await load.stop();
    const parquetFiles = await filesRolled(
      dataDir,
      options.rollSeconds && !signal?.aborted ? 1 : 0,
    );
    const counts = signal?.aborted ? null : await compareCounts(shop);
    const exitCode = await shop.stop('SIGTERM');
    const failed = new Set(shop.raw('failed').map(claimedId));
    const result = {
      seed,
      kills,
      interrupted: signal?.aborted ?? false,
      verdict: oracle.judge(shop.raw('events')),
      load: load.counts,
      failedLost: oracle.refusedIds().filter((id) => !failed.has(id)),
      recoveryMs: { p50: quantile(recoveries, 0.5), max: quantile(recoveries, 1) },
      counts,
      parquetFiles,
      exitCode,
    };
    return { ...result, violations: violationsOf(result, recoveryLimitMs) };
  } catch (error) {
    // Ctrl-C in a terminal reaches the server, too, so it may be gone before it was ready.
    if (!signal?.aborted) throw error;
    return interrupted(seed, kills, oracle.judge(shop.raw('events')), load.counts);
  } finally {
    await load.stop();
    await shop.dispose();
  }
}

/** Until a fresh batch is acked. */
async function acked(load: Load, signal: AbortSignal | undefined): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  while (!(await load.probe()) && !signal?.aborted) {
    if (performance.now() > giveUpAt) throw new Error('no fresh event is acked after a restart');
    await wait(10);
  }
}

/** Waits until rolling has made so many files; answers how many there are, were it too few. */
async function filesRolled(dataDir: string, wanted: number): Promise<number> {
  const manifests = createManifestReader(dataDir);
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (;;) {
    const { files } = await manifests.read();
    if (files.length >= wanted || performance.now() > giveUpAt) return files.length;
    await wait(100);
  }
}

function secretOf(dataDir: string): string {
  const read = readSettings({ FOOTFALL_DATA_DIR: dataDir });
  return loadSecrets(read).runToken;
}

async function compareCounts(shop: ShopServer) {
  const engine = await askEngine(shop.url, shop.adminPassword());
  return { engine, raw: countLines(shop.raw('events')) };
}

function claimedId(line: string): string | null {
  try {
    return JSON.parse(line).event_id;
  } catch {
    return null; // A torn tail.
  }
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.ceil(q * sorted.length) - 1] ?? 0);
}

type Unjudged = Omit<CampaignResult, 'violations'>;

function violationsOf(result: Unjudged, recoveryLimitMs: number): string[] {
  const { verdict, load, failedLost, recoveryMs, counts, exitCode } = result;
  const ids = (what: string, list: readonly string[]) =>
    list.length > 0 ? [`${list.length} ${what}: ${list.slice(0, SHOWN).join(', ')}`] : [];
  const differ = counts && JSON.stringify(counts.engine) !== JSON.stringify(counts.raw);
  return [
    ...(isSound(verdict)
      ? []
      : [
          ...ids('acked and lost', verdict.lost),
          ...ids('found and never issued, or refused', verdict.spurious),
          ...ids('altered', verdict.altered),
        ]),
    ...ids('rejected and not kept', failedLost),
    ...ids('unexpected answers', load.unexpected),
    ...(recoveryMs.max > recoveryLimitMs ? [`a recovery took ${recoveryMs.max} ms`] : []),
    ...(differ ? [`the engine counts ${JSON.stringify(counts)}`] : []),
    ...(exitCode === 0 ? [] : [`the last stop ended with ${exitCode}`]),
  ];
}

function interrupted(
  seed: number,
  kills: number,
  verdict: Verdict,
  load: LoadCounts,
): CampaignResult {
  const result: Unjudged = {
    seed,
    kills,
    interrupted: true,
    verdict,
    load,
    failedLost: [],
    recoveryMs: { p50: 0, max: 0 },
    counts: null,
    parquetFiles: 0,
    exitCode: 0,
  };
  return { ...result, violations: violationsOf(result, Number.POSITIVE_INFINITY) };
}
