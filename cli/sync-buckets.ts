import pc from 'picocolors';
import { systemClock } from '@/lib/common/clock';
import { openFolder } from '@/lib/config/folders';
import { type Settings, SettingsError } from '@/lib/config/settings';
import { LANDING_FROM } from '@/lib/lake/bucket-layout';
import { LockedError } from '@/lib/lake/lake-lock';
import { rollLake } from '@/lib/lake/roll-all';
import { makeModelsInChild, rollInChild } from '@/lib/lake/roll-process';
import { type SyncReport, syncLake } from '@/lib/lake/sync';

export interface SyncToBuckets {
  readonly settings: Settings;
  readonly root: string;
  /** An address in S3, or `s3` for the buckets of the settings. */
  readonly to: string;
  readonly rawTo?: string | undefined;
  /** Whether `s3` stands for the raw bucket, too. */
  readonly withRaw?: boolean;
  readonly signal?: AbortSignal;
}

/** Copies a lake into the buckets, what no server rolls rolled before. */
export async function syncToBuckets(options: SyncToBuckets): Promise<SyncReport> {
  const { settings, root, signal } = options;
  const byName = options.to === 's3';
  const to = byName ? bucketOf(settings, 'FOOTFALL_PROCESSED_BUCKET') : options.to;
  const named = byName && options.withRaw ? bucketOf(settings, 'FOOTFALL_RAW_BUCKET') : undefined;
  const rawTo = options.rawTo ?? named;
  const stores = {
    lake: openFolder(root, settings),
    processed: openFolder(to, settings),
    ...(rawTo !== undefined && { raw: openFolder(rawTo, settings) }),
  };
  await rolled(root);
  let shown = 0;
  return syncLake({
    root,
    ...stores,
    ...(signal && { signal }),
    onCopy({ copied }) {
      if (!process.stderr.isTTY || copied === shown) return;
      shown = copied;
      process.stderr.write(`\r  ${copied} objects copied\x1b[K`);
    },
  });
}

export function syncWords({ processed, raw, arrivals, tooOld }: SyncReport): string {
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const row = (name: string, counts: SyncReport['raw']) =>
    counts
      ? [
          `${pc.dim(name.padEnd(10))}${counts.copied} objects copied (${mib(counts.copiedBytes)}), ${counts.same} there already`,
        ]
      : [];
  return [
    ...row('Parquet', processed),
    ...row('Raw', raw),
    ...(arrivals
      ? [`In the tables after a merge of the arrivals from ${arrivals.from} to ${arrivals.to}.`]
      : []),
    ...(tooOld.length > 0
      ? [
          pc.red(
            `Left out: ${tooOld.length} dates before ${LANDING_FROM}, which the landing table does not look at (${tooOld[0]} to ${tooOld.at(-1)}).`,
          ),
        ]
      : []),
  ].join('\n');
}

function bucketOf(
  settings: Settings,
  name: 'FOOTFALL_PROCESSED_BUCKET' | 'FOOTFALL_RAW_BUCKET',
): string {
  const bucket = settings[name];
  if (!bucket) throw new SettingsError([`${name}: required for s3 as a target`]);
  return `s3://${bucket}/`;
}

/** A server rolls by itself; what it has not yet, the next sync takes. */
async function rolled(root: string): Promise<void> {
  try {
    await rollLake({ root, clock: systemClock, roll: rollInChild, makeModels: makeModelsInChild });
  } catch (error) {
    if ((error as Error).name !== LockedError.name) throw error;
  }
}
