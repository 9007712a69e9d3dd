import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { systemClock, toIso } from '@/lib/common/clock';
import { openAnalytics } from '@/lib/config/command-drivers';
import { COLUMNS, type ColumnName } from '@/lib/events/columns';
import { exportAnswers } from '@/lib/operations/export/answers';
import { exportEvents, FORMATS, type Format } from '@/lib/operations/export/export';
import { settingsOrExit } from './settings-or-exit';

const settings = settingsOrExit();
const program = new Command('npm run export --')
  .description(
    'Writes a run, or a stretch of time, as a data set: Parquet, NDJSON, CSV and a dictionary, for a course or a test; the answers of a run in a folder of their own.',
  )
  .option('--run <id>', 'only this run’s events')
  .option('--from <time>', 'only events from then on, ISO 8601', time)
  .option('--to <time>', 'and before then', time)
  .requiredOption('--out <folder>', 'a folder that does not exist yet, or is empty')
  .option('--formats <list>', FORMATS.join(', '), formats, FORMATS)
  .option(
    '--without <columns>',
    'columns to leave out, such as actor,run_id,flags where robots and faults are to be found out',
    columns,
    [],
  )
  .option('--answers <folder>', 'where the answers go (default: beside --out, with -answers)')
  .option('--json', 'print what was written as JSON', false)
  .parse();

const options = program.opts<{
  run?: string;
  from?: number;
  to?: number;
  out: string;
  formats: readonly Format[];
  without: readonly ColumnName[];
  answers?: string;
  json: boolean;
}>();
const { run, from, to, out, json } = options;
if (run === undefined && from === undefined && to === undefined) {
  program.error('Say what: --run, or --from and --to.');
}
const opened = openAnalytics(settings, systemClock);
if (!opened) {
  console.error('There is nobody to ask: set FOOTFALL_ATHENA_DATABASE and AWS_REGION.');
  process.exit(1);
}
const engine = opened;
const shown = process.stderr.isTTY && !json;
try {
  const done = await exportEvents({
    engine,
    folder: out,
    formats: options.formats,
    without: options.without,
    runId: run,
    range:
      from === undefined && to === undefined
        ? undefined
        : { from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER },
    onProgress: (events) => {
      if (shown) process.stderr.write(`\r${events.toLocaleString('en')} events\x1b[K`);
    },
  });
  if (shown) process.stderr.write('\n');
  const answers = run === undefined ? null : await writeAnswers(run);
  if (json) console.log(JSON.stringify({ ...done, answers }));
  else {
    console.log(
      `${pc.green('✓')} ${done.events.toLocaleString('en')} events in ${out}: ${done.files.join(', ')}`,
    );
    if (answers) console.log(`  answers apart, in ${answers}: answers.json, faults.ndjson`);
    else console.log('  no answers: only a run that has a ledger here has any.');
  }
} catch (error) {
  console.error(pc.red((error as Error).message));
  process.exitCode = 1;
} finally {
  await engine.close();
}

async function writeAnswers(runId: string): Promise<string | null> {
  const folder = options.answers ?? `${out.replace(/\/$/, '')}-answers`;
  try {
    await exportAnswers(settings.FOOTFALL_DATA_DIR, runId, folder);
    return folder;
  } catch (error) {
    if ((error as { code?: string }).code !== 'missing') throw error;
    return null;
  }
}

function formats(text: string): readonly Format[] {
  return text.split(',').map((name) => {
    const format = FORMATS.find((known) => known === name.trim());
    if (format) return format;
    throw new InvalidArgumentError(`give some of ${FORMATS.join(',')}`);
  });
}

function columns(text: string): readonly ColumnName[] {
  return text.split(',').map((name) => {
    const column = COLUMNS.find((known) => known.name === name.trim());
    if (column && column.name !== 'event_id') return column.name;
    throw new InvalidArgumentError(`there is no column ${name} that can be left out`);
  });
}

function time(text: string): number {
  const value = Date.parse(text);
  if (Number.isNaN(value)) {
    throw new InvalidArgumentError(`for example ${toIso(systemClock())}`);
  }
  return value;
}
