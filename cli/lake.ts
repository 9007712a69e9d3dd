import { Command } from 'commander';
import pc from 'picocolors';
import { systemClock } from '@/lib/common/clock';
import { inspectLake, lakeStats } from '@/lib/lake/inspect';
import { lakeHolder } from '@/lib/lake/lake-lock';
import { createManifestReader } from '@/lib/lake/manifest-file';
import { makeLakeModels, repairLake } from '@/lib/lake/repair';
import { makeModelsInChild, rollInChild } from '@/lib/lake/roll-process';
import { settingsOrExit } from './settings-or-exit';
import { syncToBuckets, syncWords } from './sync-buckets';

const settings = settingsOrExit();
const root = settings.FOOTFALL_DATA_DIR;
const program = new Command('npm run lake --').description(
  `Looks after the local lake in ${root}.`,
);

program
  .command('stats')
  .description('the lake in figures')
  .option('--json', 'print them as JSON', false)
  .action(stats);
program
  .command('check')
  .description(
    'compares raw, Parquet and manifest event by event; exits 1 where something is damaged',
  )
  .option('--json', 'print the findings as JSON', false)
  .action(check);
program
  .command('repair')
  .description('makes Parquet and manifest good again from raw; not beside a running server')
  .option('--json', 'print what was done as JSON', false)
  .action(repair);
program
  .command('models')
  .description('makes the modelled tables of days whose events have changed; not beside a server')
  .option('--json', 'print the figures as JSON', false)
  .action(models);
program
  .command('sync')
  .description('copies the lake into the buckets of the stack; what is there already is passed by')
  .requiredOption(
    '--to <folder>',
    'Parquet goes there, s3://processed-bucket/; `s3` for both buckets of the settings',
  )
  .option('--raw-to <folder>', 'and raw goes there, s3://raw-bucket/')
  .option('--json', 'print what was done as JSON', false)
  .action(sync);

await program.parseAsync().catch((error: unknown) => {
  console.error(pc.red(error instanceof Error ? error.message : String(error)));
  process.exit(1);
});

interface Output {
  readonly json: boolean;
}

async function stats({ json }: Output): Promise<void> {
  const figures = await lakeStats(root, await createManifestReader(root).read());
  const holder = lakeHolder(root);
  if (json) {
    console.log(JSON.stringify({ root, holder: holder?.pid ?? null, ...figures }));
    return;
  }
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const whole = (value: number) => value.toLocaleString('en');
  const perMillion = figures.events > 0 ? (figures.parquetBytes / figures.events) * 1e6 : 0;
  for (const [name, value] of [
    ['Folder', root],
    ['Held by', holder ? `process ${holder.pid}` : 'nobody'],
    ['Raw', `${whole(figures.segments)} segments, ${mib(figures.rawBytes)}`],
    ['Not rolled yet', mib(Math.max(0, figures.rawBytes - figures.rolledBytes))],
    ['Parquet', `${whole(figures.files)} files in ${whole(figures.partitions)} partitions`],
    ['Events', `${whole(figures.events)} in ${mib(figures.parquetBytes)}`],
    ['A million take', mib(perMillion)],
    ['Modelled days', `${whole(figures.modelDays)}, ${whole(figures.daysToMake)} to make`],
    ['Modelled rows', `${whole(figures.modelRows)} in ${mib(figures.modelBytes)}`],
    ['Copies left out', whole(figures.copies)],
    ['Id collisions', whole(figures.collisions)],
    ['Lines that are no events', whole(figures.badLines)],
    ['Files to be deleted', whole(figures.retired)],
  ] as const) {
    console.log(`${pc.dim(name.padEnd(26))}${value}`);
  }
}

async function check({ json }: Output): Promise<void> {
  const findings = await inspectLake(root, await createManifestReader(root).read());
  const damage = findings.filter(({ kind }) => kind === 'damage').length;
  if (damage > 0) process.exitCode = 1;
  if (json) {
    console.log(JSON.stringify({ root, damage, findings }));
    return;
  }
  for (const { kind, what } of findings) {
    console.log(`${kind === 'damage' ? pc.red('damage') : pc.dim('note  ')} ${what}`);
  }
  console.log(
    damage > 0
      ? `${damage} damaged. Stop the server, then: npm run lake -- repair`
      : `${pc.green('✓')} raw, Parquet and manifest agree.`,
  );
}

async function models({ json }: Output): Promise<void> {
  await makeLakeModels({
    root,
    clock: systemClock,
    roll: rollInChild,
    makeModels: makeModelsInChild,
  });
  const { modelDays, modelRows } = await lakeStats(root, await createManifestReader(root).read());
  if (json) console.log(JSON.stringify({ root, modelDays, modelRows }));
  else
    console.log(`${pc.green('✓')} ${modelDays} days hold ${modelRows.toLocaleString('en')} rows`);
}

async function repair({ json }: Output): Promise<void> {
  const done = await repairLake({
    root,
    clock: systemClock,
    roll: rollInChild,
    makeModels: makeModelsInChild,
  });
  if (json) {
    console.log(JSON.stringify({ root, ...done }));
    return;
  }
  if (done.newManifest) console.log('The manifest could not be read; a new one was made.');
  for (const path of done.removed) console.log(`Taken out: processed/events/${path}`);
  console.log(`${pc.green('✓')} ${done.events.toLocaleString('en')} events in Parquet.`);
}

async function sync({ to, rawTo, json }: Output & { to: string; rawTo?: string }): Promise<void> {
  const done = await syncToBuckets({ settings, root, to, rawTo, withRaw: true });
  console.log(json ? JSON.stringify({ root, ...done }) : syncWords(done));
  if (done.tooOld.length > 0) process.exitCode = 1;
}
