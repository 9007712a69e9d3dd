import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import { type Measured, measure } from '@/lib/audit/realism/measure';
import { realismPage } from '@/lib/audit/realism/page';
import { CONTROLS, type Control } from '@/lib/audit/realism/picked';
import { type Scorecard, type Scored, score } from '@/lib/audit/realism/score';
import {
  SCORED_DAYS,
  SCORED_SEEDS,
  SCORED_SESSIONS_PER_DAY,
  SCORED_UNTIL,
} from '@/lib/audit/realism/seeds';
import { DAY_MS, systemClock, toIso } from '@/lib/common/clock';
import { openAnalytics } from '@/lib/config/command-drivers';
import type { Settings } from '@/lib/config/settings';
import { ACTORS } from '@/lib/events/vocabulary';
import { backfill } from '@/lib/traffic/backfill';
import { settingsOrExit } from './settings-or-exit';

const settings = settingsOrExit();
const program = new Command('npm run realism --')
  .description(
    'Scores a stream against published statistics of real shops. Ends 0 in range, 1 out of range, 2 where there is not enough data.',
  )
  .option('--run <id>', 'only this run’s events')
  .addOption(new Option('--actor <actor>', 'only events of this actor').choices(ACTORS))
  .option('--from <time>', 'only events from then on, ISO 8601', time)
  .option('--to <time>', 'and before then', time)
  .option('--html <file>', 'write the page with plots there')
  .option(
    '--seeds',
    `score the fixed seeds ${SCORED_SEEDS.join(', ')} instead, each a history of ${SCORED_DAYS} days in a lake of its own`,
    false,
  )
  .option(
    '--controls',
    'damage what real shops have, and look whether its own statistic notices',
    false,
  )
  .option('--json', 'print the scorecard as JSON', false)
  .parse();

const options = program.opts<{
  run?: string;
  actor?: string;
  from?: number;
  to?: number;
  html?: string;
  seeds: boolean;
  controls: boolean;
  json: boolean;
}>();
if (options.seeds && (options.run || options.actor || options.from || options.to)) {
  program.error('--seeds scores lakes of its own: leave out what chooses events of this one.');
}
const ranged = options.from !== undefined || options.to !== undefined;
const selection = {
  runId: options.run,
  actor: options.actor,
  range: ranged
    ? { from: options.from ?? 0, to: options.to ?? Number.MAX_SAFE_INTEGER }
    : undefined,
};

interface Result {
  readonly name: string;
  readonly measured: Measured;
  readonly card: Scorecard;
  readonly controls: readonly ControlResult[];
}

interface ControlResult {
  readonly control: Control;
  readonly trips: readonly string[];
  /** Those of its own that it did not make fail. */
  readonly unnoticed: readonly string[];
  /** Those of its own for which there is not enough data, damaged or not. */
  readonly untold: readonly string[];
  readonly others: readonly string[];
}

const results: Result[] = [];
try {
  if (options.seeds) for (const seed of SCORED_SEEDS) results.push(await scoreSeed(seed));
  else results.push(await scoreLake(settings, options.run ?? 'the lake'));
} catch (error) {
  console.error(pc.red((error as Error).message));
  process.exit(2);
}

if (options.json) {
  const facts = results.map(({ name, measured: { sessions, days }, card, controls }) => ({
    name,
    sessions,
    days,
    ...card,
    controls,
  }));
  console.log(JSON.stringify(options.seeds ? facts : facts[0]));
} else for (const result of results) print(result);
if (options.html) writePages(options.html);
const verdicts = results.map(({ card }) => card.verdict);
const unnoticed = results.some(({ controls }) => controls.some((one) => one.unnoticed.length > 0));
if (verdicts.includes('not enough data')) process.exit(2);
process.exit(verdicts.includes('out of range') || unnoticed ? 1 : 0);

async function scoreLake(of: Settings, name: string): Promise<Result> {
  const engine = openAnalytics(of, systemClock);
  if (!engine) {
    throw new Error('There is nobody to ask: set FOOTFALL_ATHENA_DATABASE and AWS_REGION.');
  }
  try {
    const measured = await measure(engine, selection);
    const card = score(measured.measures);
    const controls = options.controls ? await tryControls(engine, card) : [];
    return { name, measured, card, controls };
  } finally {
    await engine.close();
  }
}

async function scoreSeed(seed: number): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), 'footfall-realism-'));
  try {
    await backfill(
      {
        root,
        plan: { seed, sessionsPerDay: SCORED_SESSIONS_PER_DAY },
        runId: `realism-${seed}`,
        from: SCORED_UNTIL - SCORED_DAYS * DAY_MS,
        to: SCORED_UNTIL,
        clock: systemClock,
        workers: availableParallelism(),
      },
      new AbortController().signal,
      () => undefined,
    );
    // Whatever the mode: what was made lies on this machine.
    const local = { ...settings, FOOTFALL_MODE: 'local', FOOTFALL_DATA_DIR: root } as const;
    return await scoreLake(local, `seed ${seed}`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function tryControls(
  engine: QueryEngine,
  whole: Scorecard,
): Promise<readonly ControlResult[]> {
  const found: ControlResult[] = [];
  const failed = ({ rows }: Scorecard) => rows.filter(isOut).map(({ target }) => target.id);
  const before = failed(whole);
  const lacking = whole.rows.filter(({ value }) => value === null).map(({ target }) => target.id);
  for (const control of Object.keys(CONTROLS) as Control[]) {
    const trips: readonly string[] = CONTROLS[control].trips;
    const out = failed(score((await measure(engine, selection, control)).measures));
    found.push({
      control,
      trips,
      unnoticed: trips.filter((id) => !out.includes(id) && !lacking.includes(id)),
      untold: trips.filter((id) => lacking.includes(id)),
      others: out.filter((id) => !trips.includes(id) && !before.includes(id)),
    });
  }
  return found;
}

function isOut({ score: points }: Scored): boolean {
  return points !== null && points < 1;
}

function print({ name, measured, card, controls }: Result): void {
  const { sessions, days } = measured;
  console.log(
    `${pc.bold(name)}: ${sessions.toLocaleString('en')} sessions of ${days.toFixed(1)} days`,
  );
  for (const row of card.rows) {
    const { target, value, lacking } = row;
    const band = `${target.low} – ${target.high}`;
    const head = `  ${target.id.padEnd(4)}${target.tier} ${target.name.padEnd(34)}${band.padEnd(16)}`;
    if (value === null) console.log(`${head}${pc.dim(lacking ?? '')}`);
    else {
      const paint = isOut(row) ? pc.red : pc.green;
      console.log(`${head}${paint(value.toPrecision(3).padEnd(10))}${row.score?.toFixed(2)}`);
    }
  }
  const mean = card.mean === null ? '' : `, weighted score ${card.mean.toFixed(3)}`;
  const paint = card.verdict === 'in range' ? pc.green : pc.red;
  const found =
    card.measured === 0
      ? 'nothing could be scored'
      : `${card.inRange} of ${card.measured} statistics inside the range of public real shops${mean}`;
  console.log(paint(`${card.verdict}: ${found}`));
  for (const { control, trips, unnoticed: missed, untold, others } of controls) {
    const told = trips.filter((id) => !untold.includes(id));
    const verdict =
      missed.length > 0
        ? pc.red(`does not fail ${missed.join(', ')}`)
        : told.length > 0
          ? pc.green(`fails ${told.join(', ')}, as it must`)
          : pc.yellow(`not enough data for ${untold.join(', ')}`);
    const beside = others.length > 0 ? `; also ${others.join(', ')}` : '';
    console.log(`  without ${control}: ${verdict}${beside} (${CONTROLS[control].doc})`);
  }
}

function writePages(path: string): void {
  for (const [at, { name, measured, card }] of results.entries()) {
    const file = results.length === 1 ? path : path.replace(/(\.html?)?$/, `-${at + 1}.html`);
    const title = `How real ${name} is`;
    writeFileSync(file, realismPage({ title, madeMs: systemClock(), measured, card }));
    if (!options.json) console.log(`Written: ${file}`);
  }
}

function time(text: string): number {
  const value = Date.parse(text);
  if (Number.isNaN(value)) {
    throw new InvalidArgumentError(`for example ${toIso(systemClock())}`);
  }
  return value;
}
