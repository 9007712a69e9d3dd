import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { systemClock } from '@/lib/common/clock';
import { openState } from '@/lib/config/erasure';
import { LockedError } from '@/lib/lake/lake-lock';
import { makeModelsInChild, rollInChild } from '@/lib/lake/roll-process';
import { type Erasure, eraseVisitor } from '@/lib/operations/erase/erase';
import { digestOf } from '@/lib/operations/erase-cloud/trace';
import { createTrail } from '@/lib/trail/trail-book';
import { type CloudEraseOptions, eraseInTheCloud } from './erase-cloud';
import { settingsOrExit } from './settings-or-exit';

const settings = settingsOrExit();
const options = new Command('npm run erase --')
  .description(
    'Removes a visitor for good, and then looks through all of it. In local mode from the lake: raw, failed events, Parquet, models, ledgers, saved texts, caches; not beside a running server. In aws mode from the buckets, old versions included, the tables and the ledgers here; the run that keeps the tables gives way meanwhile. Ends 0 where nothing is left, 1 where something is.',
  )
  .requiredOption('--user <id>', 'the visitor, by user_id')
  .option('--dry-run', 'only say where they are', false)
  .option('--json', 'print what was done as JSON', false)
  .option('--from <date>', 'aws mode: read all raw events that arrived from this day on', date)
  .option('--to <date>', 'aws mode: and to this day, both included', date)
  .option(
    '--workgroup <name>',
    'aws mode: where the statements run; that of FOOTFALL_ATHENA_WORKGROUP with -tables behind it otherwise',
  )
  .option(
    '--wait <minutes>',
    'aws mode: how long the run that keeps the tables is waited for',
    minutes,
    45,
  )
  .option('--no-keeper', 'aws mode: nothing keeps the tables, so that nothing is waited for')
  .parse()
  .opts<CloudEraseOptions>();

const left = await erase().catch((error: Error) => {
  const hint = error.name === LockedError.name ? '\nNobody is erased beside a running server.' : '';
  console.error(pc.red(`${error.message}${hint}`));
  process.exit(1);
});
process.exit(left ? 1 : 0);

/** Whether anything is left of them. */
async function erase(): Promise<boolean> {
  switch (settings.FOOTFALL_MODE) {
    case 'local': {
      const done = await eraseHere();
      const { events, sessions, remains } = done;
      await remember({ place: 'the lake', events, sessions, remains: remains.length });
      return !options.dryRun && remains.length > 0;
    }
    case 'aws': {
      const done = await eraseInTheCloud(settings, options);
      const { events, sessions, remains } = done;
      await remember({ place: 'AWS', events, sessions, remains: remains?.length ?? null });
      return remains !== null && remains.length > 0;
    }
    default:
      return settings.FOOTFALL_MODE satisfies never;
  }
}

async function eraseHere(): Promise<Erasure> {
  const { user, dryRun, json } = options;
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
  return done;
}

/** In the audit log, by a digest: the id itself is to stand nowhere any more. */
async function remember(detail: Readonly<Record<string, string | number | null>>): Promise<void> {
  if (options.dryRun) return;
  const trail = createTrail({ objects: openState(settings), clock: systemClock });
  const subject = digestOf(options.user).toLowerCase();
  trail.note({ who: 'command line', act: 'erased', subject, detail });
  await trail.close();
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

function date(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('a UTC date, such as 2026-11-22');
}

function minutes(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 720) return value;
  throw new InvalidArgumentError('whole minutes from 1 to 720');
}
