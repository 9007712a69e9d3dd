import { setTimeout as wait } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { type Answers, checkAnswers } from '@/lib/audit/answers/answers';
import { type Audit, auditRun } from '@/lib/audit/audit';
import type { Percentiles } from '@/lib/audit/percentiles';
import { SECOND_MS, systemClock, toIso } from '@/lib/common/clock';
import { openAnalytics, openRaw } from '@/lib/config/command-drivers';
import { ledgerRuns } from '@/lib/traffic/ledger-read';
import { printAnswers } from './print-answers';
import { settingsOrExit } from './settings-or-exit';

const settings = settingsOrExit();
const root = settings.FOOTFALL_DATA_DIR;
const program = new Command('npm run audit --')
  .description(
    'Compares the ledger of a run with what is in the lake, event by event. Ends 0 where they agree, 1 where they do not, 2 where it could not be found out.',
  )
  .option('--run <id>', 'the run; the last one that has a ledger here otherwise')
  .option('--all', 'every run that has a ledger here', false)
  .option('--from <time>', 'only events from then on, ISO 8601', time)
  .option('--to <time>', 'and before then', time)
  .option('--late <seconds>', 'an event that arrives later than this is late', seconds, 60)
  .option('--wait <seconds>', 'look again for so long while events are missing', seconds, 0)
  .option('--raw <address>', 'what stands for raw/ in S3: the raw bucket, s3://bucket/')
  .option('--answers', 'ask every report as well, and compare it with what truly happened', false)
  .option('--json', 'print the audit as JSON', false)
  .parse();

const options = program.opts<{
  run?: string;
  all: boolean;
  from?: number;
  to?: number;
  late: number;
  wait: number;
  raw?: string;
  answers: boolean;
  json: boolean;
}>();

if (options.answers && (options.from !== undefined || options.to !== undefined)) {
  program.error('--answers is about whole runs: leave out --from and --to.');
}
const WAIT_MS = 500;
const opened = openAnalytics(settings, systemClock);
if (!opened) {
  console.error('There is nobody to ask: set FOOTFALL_ATHENA_DATABASE and AWS_REGION.');
  process.exit(2);
}
const engine = opened;
const raw = openRaw(settings, options.raw);
if (options.raw && !raw) {
  console.error(
    '--raw takes a folder in S3 such as s3://bucket/folder/, and AWS_REGION has to be set.',
  );
  process.exit(2);
}

const audits: (Audit & { readonly answers?: Answers })[] = [];
try {
  for (const runId of await runs()) {
    const audit = await settled(runId);
    const answers = options.answers ? await answersOf(runId) : undefined;
    audits.push({ ...audit, ...(answers && { answers }) });
  }
} catch (error) {
  console.error(pc.red((error as Error).message));
  process.exit(2);
} finally {
  await engine.close();
}
if (options.json) console.log(JSON.stringify(options.all ? audits : audits[0]));
else {
  for (const audit of audits) {
    print(audit);
    if (audit.answers) printAnswers(audit.answers);
  }
}
const agree = audits.every(({ agrees, answers }) => agrees && (answers?.agrees ?? true));
process.exit(agree ? 0 : 1);

async function runs(): Promise<readonly string[]> {
  if (options.run) return [options.run];
  const known = await ledgerRuns(root);
  if (known.length === 0)
    throw new Error(`No run has a ledger in ${root}: npm run bots makes one.`);
  if (options.all) return known;
  return known.slice(-1);
}

/** The modelled tables may come later than the events they are made of. */
function answersOf(runId: string): Promise<Answers> {
  const until = systemClock() + options.wait * SECOND_MS;
  const again = async () => systemClock() < until && (await wait(WAIT_MS, true));
  return checkAnswers({ root, runId, engine, again });
}

/** Delivery takes its time, on AWS minutes: what is missing may still come. */
async function settled(runId: string): Promise<Audit> {
  const { from = 0, to = Number.POSITIVE_INFINITY } = options;
  const range = options.from === undefined && options.to === undefined ? undefined : { from, to };
  const until = systemClock() + options.wait * SECOND_MS;
  for (;;) {
    const lateMs = options.late * SECOND_MS;
    const audit = await auditRun({ root, runId, engine, raw, range, lateMs, clock: systemClock });
    const missing = audit.findings.some(({ kind }) => kind === 'lost' || kind === 'unanswered');
    if (!missing || systemClock() >= until) return audit;
    await wait(WAIT_MS);
  }
}

function print(audit: Audit): void {
  const { counts, freshness, findings, reasons } = audit;
  const head = `Run ${pc.bold(audit.run_id)}: ${audit.actor} through ${audit.channel}, seed ${audit.seed}`;
  const rows: readonly (readonly [string, number | null])[] = [
    ...(audit.channel === 'bots'
      ? ([
          ['Acts', counts.acts],
          ['of these withheld', counts.withheld],
        ] as const)
      : []),
    ['Captured', counts.captured],
    ['Acknowledged', counts.acked],
    ['Rejected', counts.rejected],
    ['Given up', counts.failed],
    ['Unanswered', counts.unanswered],
    ['Lines in raw', counts.raw_lines],
    ['Landed', counts.landed],
    ['Late', counts.late],
  ];
  console.log(
    [
      head,
      ...(audit.ended ? [] : [pc.yellow('It has not ended, or whoever wrote the ledger died.')]),
      ...rows.map(([name, value]) => `  ${name.padEnd(20)}${inWords(value)}`),
      `  ${'To the answer'.padEnd(20)}${times(freshness.answered)}`,
      `  ${'To the collector'.padEnd(20)}${times(freshness.received)}`,
      ...Object.entries(reasons).map(([reason, count]) => `  ${count} not taken: ${reason}`),
    ].join('\n'),
  );
  for (const { fault, dosed, found } of audit.doses) {
    const paint = found === dosed ? pc.green : pc.red;
    console.log(`  ${`dosed ${fault}`.padEnd(26)}${paint(`${dosed}, found ${found}`)}`);
  }
  for (const { kind, disagrees, doc, count, examples } of findings) {
    const paint = disagrees ? pc.red : pc.yellow;
    console.log(`${paint(`${count} ${kind}`)}: ${doc}`);
    for (const example of examples) console.log(pc.dim(`    ${JSON.stringify(example)}`));
  }
  console.log(
    audit.agrees
      ? pc.green('✓ Ledger and lake agree on every event.')
      : pc.red('✗ Ledger and lake do not agree.'),
  );
}

function inWords(value: number | null): string {
  return value === null ? 'not looked at: give --raw' : value.toLocaleString('en');
}

function times(figures: Percentiles | null): string {
  if (!figures) return 'nothing to measure';
  const { p50, p95, p99, max } = figures;
  return `p50 ${p50} ms  p95 ${p95} ms  p99 ${p99} ms  most ${max} ms`;
}

function time(text: string): number {
  const value = Date.parse(text);
  if (Number.isNaN(value)) {
    throw new InvalidArgumentError(`for example ${toIso(systemClock())}`);
  }
  return value;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value >= 0) || text.trim() === '') throw new InvalidArgumentError('give seconds');
  return value;
}
