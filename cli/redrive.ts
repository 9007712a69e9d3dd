import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import pc from 'picocolors';
import { failedLine } from '@/lib/collector/failed-event';
import { systemClock } from '@/lib/common/clock';
import { openFolder, openSink } from '@/lib/config/folders';
import type { Settings } from '@/lib/config/settings';
import { type ObjectReport, redrive, type Unrepairable } from '@/lib/delivery/redrive';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import { settingsOrExit } from './settings-or-exit';

const settings = settingsOrExit();

const options = new Command('npm run redrive --')
  .description(
    'Sends again what Firehose could not deliver or convert; safe to run twice. Exits 1 where something stays.',
  )
  .option(
    '--from <folder>',
    'a folder of its error records, s3://bucket/folder/ or on this machine (default: those of the settings)',
  )
  .option('--dry-run', 'say what would become of each, and change nothing', false)
  .option('--json', 'print the result as JSON', false)
  .parse()
  .opts<{ from?: string; dryRun: boolean; json: boolean }>();

const { from } = options;
try {
  if (from !== undefined && !from.startsWith('s3:') && !existsSync(from)) {
    throw new Error(`There is no folder ${from}.`);
  }
  await run(from === undefined ? foldersOf(settings) : [from]);
} catch (error) {
  console.error(pc.red(error instanceof Error ? error.message : String(error)));
  process.exit(1);
}

/** Where the stack's streams put what they give up on; locally where a copy of it would lie. */
function foldersOf({
  FOOTFALL_MODE,
  FOOTFALL_DATA_DIR,
  FOOTFALL_PROCESSED_BUCKET,
  FOOTFALL_RAW_BUCKET,
}: Settings): string[] {
  if (FOOTFALL_MODE === 'local') return [join(FOOTFALL_DATA_DIR, 'raw', PREFIXES.undelivered)];
  const buckets = [FOOTFALL_PROCESSED_BUCKET, FOOTFALL_RAW_BUCKET].filter((one) => one);
  if (buckets.length > 0) return buckets.map((bucket) => `s3://${bucket}/${PREFIXES.undelivered}`);
  throw new Error(
    'Nothing says where undelivered events lie: set FOOTFALL_PROCESSED_BUCKET and FOOTFALL_RAW_BUCKET, or give --from s3://bucket/undelivered/.',
  );
}

async function run(folders: readonly string[]): Promise<void> {
  const { dryRun, json } = options;
  const sink = openSink(settings);
  const reports: (ObjectReport & { folder: string })[] = [];
  try {
    for (const folder of folders) {
      if (!json) console.log(pc.bold(folder));
      const found = await redrive({
        store: openFolder(folder, settings),
        sink,
        dryRun,
        failedLine: asFailed,
        onObject: (report) => !json && console.log(line(report)),
      });
      if (!json && found.length === 0) console.log(pc.dim('  nothing undelivered'));
      reports.push(...found.map((report) => ({ folder, ...report })));
    }
  } finally {
    await sink.close();
  }
  const stays = reports.filter(({ status }) => status === 'refused' || status === 'unreadable');
  if (stays.length > 0) process.exitCode = 1;
  console.log(
    json ? JSON.stringify({ dry_run: dryRun, ...sums(reports), objects: reports }) : words(reports),
  );
}

function asFailed({ object, index, text, ...fault }: Unrepairable): string {
  // The id it claims is not looked for: what cannot be mended is kept to be looked at by a person.
  return failedLine(
    { ...fault, batch_id: `redrive:${object}`, index, event_id: null, text },
    systemClock(),
  );
}

function line({ key, status, sent, repaired, failed, errors, rules, message }: ObjectReport) {
  const color = status === 'refused' || status === 'unreadable' ? pc.red : pc.green;
  const what = message ?? `${sent} as they were, ${repaired} repaired, ${failed} to failed events`;
  const names = Object.entries(rules).map(([rule, times]) => `${times} × ${rule}`);
  const why = Object.entries(errors).map(([error, times]) => `${times} × ${error}`);
  return [
    `  ${color(status.padEnd(10))} ${key}`,
    `             ${what}${names.length > 0 ? ` (${names.join(', ')})` : ''}`,
    ...why.map((text) => pc.dim(`             ${text}`)),
  ].join('\n');
}

function sums(reports: readonly ObjectReport[]) {
  const sum = (of: (report: ObjectReport) => number) =>
    reports.reduce((total, one) => total + of(one), 0);
  const count = (...wanted: readonly ObjectReport['status'][]) =>
    sum(({ status }) => (wanted.includes(status) ? 1 : 0));
  return {
    records: sum(({ records }) => records),
    sent: sum((one) => one.sent),
    repaired: sum((one) => one.repaired),
    failed: sum((one) => one.failed),
    moved: count('done', 'resumed'),
    stay: count('refused', 'unreadable'),
  };
}

function words(reports: readonly ObjectReport[]): string {
  const { records, sent, repaired, failed, moved, stay } = sums(reports);
  const verb = options.dryRun ? 'would go again' : 'went again';
  const text = `${records} records: ${sent} events ${verb} as they were, ${repaired} repaired, ${failed} to the failed events. ${moved} objects done, ${stay} stay.`;
  return stay > 0 ? pc.red(text) : text;
}
