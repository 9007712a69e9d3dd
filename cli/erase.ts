import { Command } from 'commander';
import pc from 'picocolors';
import { systemClock } from '@/lib/common/clock';
import { LockedError } from '@/lib/lake/lake-lock';
import { makeModelsInChild, rollInChild } from '@/lib/lake/roll-process';
import { type Erasure, eraseVisitor } from '@/lib/operations/erase/erase';
import { settingsOrExit } from './settings-or-exit';

const settings = settingsOrExit();
const { user, dryRun, json } = new Command('npm run erase --')
  .description(
    'Removes a visitor from the local lake for good: raw, failed events, Parquet, models, ledgers, saved texts, caches. Then looks through all of it. Not beside a running server. Ends 0 where nothing is left, 1 where something is.',
  )
  .requiredOption('--user <id>', 'the visitor, by user_id')
  .option('--dry-run', 'only say where they are', false)
  .option('--json', 'print what was done as JSON', false)
  .parse()
  .opts<{ user: string; dryRun: boolean; json: boolean }>();

if (settings.FOOTFALL_MODE !== 'local') {
  console.error(
    'erase looks after the local lake, and FOOTFALL_MODE is aws. In the buckets it is done by hand, landing before tables: docs/guides/aws.md, “Take a visitor out”, has the steps.',
  );
  process.exit(1);
}
try {
  const done = await eraseVisitor({
    root: settings.FOOTFALL_DATA_DIR,
    user_id: user,
    dryRun,
    clock: systemClock,
    roll: rollInChild,
    makeModels: makeModelsInChild,
  });
  if (json) console.log(JSON.stringify(done));
  else if (dryRun) printRemains(done);
  else print(done);
  process.exit(!dryRun && done.remains.length > 0 ? 1 : 0);
} catch (error) {
  const { name, message } = error as Error;
  const hint = name === LockedError.name ? '\nNobody is erased beside a running server.' : '';
  console.error(pc.red(`${message}${hint}`));
  process.exit(1);
}

function printRemains({ user_id, events, sessions, remains }: Erasure): void {
  console.log(`${user_id}: ${events} events in ${sessions} sessions, in ${remains.length} files`);
  for (const path of remains) console.log(`  ${path}`);
}

function print(done: Erasure): void {
  console.log(
    [
      `${done.user_id}: ${done.events} events in ${done.sessions} sessions`,
      `  lines taken out of raw     ${done.raw_lines}`,
      `  failed events taken out    ${done.failed_lines}`,
      `  Parquet files made anew    ${done.parquet_files}`,
      `  ledgers                    ${done.ledgers}`,
      `  saved texts blacked out    ${done.state_files}`,
      `  cached files removed       ${done.cached_files}`,
      done.remains.length === 0
        ? pc.green('✓ No file of the data folder speaks of them any more.')
        : pc.red(`✗ Still there: ${done.remains.join(', ')}`),
    ].join('\n'),
  );
}
