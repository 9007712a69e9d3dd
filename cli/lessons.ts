import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import { openCollectorInMemory } from '@/lib/config/collector-in-memory';
import { openAnalytics } from '@/lib/config/command-drivers';
import { openLake } from '@/lib/lake/lake';
import { judge, type Verdict } from '@/lib/operations/lessons/judge';
import { LESSONS_BEGIN, type LessonPlan, playLessonRun } from '@/lib/operations/lessons/lesson-run';
import { printOf, readLessonMark, writeLessonSet } from '@/lib/operations/lessons/lesson-set';
import { LESSONS, lessonTruth } from '@/lib/operations/lessons/lessons';
import { answerOfSql, readAnswerFile } from '@/lib/operations/lessons/read-answer';
import { EVENTS_PER_SESSION } from '@/lib/traffic/plan';
import { createProgress } from './progress';
import { settingsOrExit } from './settings-or-exit';
import { wholeNumber } from './whole-number';

const settings = settingsOrExit();

const program = new Command('npm run lessons --')
  .description(
    'Six exercises on a clickstream that check themselves: makes their data, and says whether an answer is right.',
  )
  .enablePositionalOptions();

program
  .command('make', { isDefault: true })
  .description('writes the data of a played run, and a page for each lesson')
  .requiredOption('--out <folder>', 'a folder that does not exist yet, or is empty')
  .option('--seed <n>', 'same seed, same data and answers', wholeNumber, 7)
  .option('--days <n>', 'how many days', between(2, 30), 10)
  .option('--sessions-per-day <n>', 'sessions a day', between(50, 2_000), 300)
  .option('--json', 'print what was written as JSON', false)
  .action(make);

program
  .command('check <lesson>')
  .description(
    'says whether an answer is right: ends 0 where it is, 1 where not, 2 where nobody can say',
  )
  .option('--set <folder>', 'what --out was when the lessons were made', 'lessons')
  .option('--answer <file>', 'a table as .csv or .json')
  .option('--sql <file>', 'a query over the set, which DuckDB runs')
  .option('--json', 'print the verdict as JSON', false)
  .action(check);

try {
  await program.parseAsync();
} catch (error) {
  console.error(pc.red((error as Error).message));
  process.exit(2);
}

interface MakeOptions extends LessonPlan {
  readonly out: string;
  readonly json: boolean;
}

async function make({ out, json, ...plan }: MakeOptions): Promise<void> {
  if (!json) console.log(`Playing ${plan.days} days of shoppers, seed ${plan.seed}.`);
  const run = await play(plan, !json);
  const done = await writeLessonSet({ folder: out, plan, run, openEngine });
  if (json) {
    console.log(JSON.stringify({ folder: out, ...plan, ...done }));
    return;
  }
  const whole = (value: number) => value.toLocaleString('en');
  console.log(
    `${pc.green('✓')} ${whole(done.events)} events, delivered ${whole(done.deliveries)} times, and ${whole(done.failed)} that broke the contract, in ${out}.`,
  );
  console.log(`  Begin with ${join(out, 'README.md')}; the answers are in none of it.`);
  console.log(`  To check one: npm run lessons -- check 1 --set ${out} --answer mine.csv`);
}

interface CheckOptions {
  readonly set: string;
  readonly answer?: string;
  readonly sql?: string;
  readonly json: boolean;
}

async function check(asked: string, { set, answer, sql, json }: CheckOptions): Promise<void> {
  const lesson = LESSONS.find(({ name }, at) => asked === name || asked === String(at + 1));
  if (!lesson) {
    throw new Error(`There is no lesson ${asked}: give 1 to ${LESSONS.length}.`);
  }
  if ((answer === undefined) === (sql === undefined)) {
    throw new Error('Hand in one thing: --answer with a table, or --sql with a query.');
  }
  const { v: _, print, ...plan } = await readLessonMark(set);
  const given =
    answer === undefined ? await answerOfSql(set, sql ?? '') : await readAnswerFile(answer);
  // No answer lies in the folder: what truly happened is played again.
  const run = await play(plan, !json);
  if (printOf(run) !== print) {
    throw new Error(
      `${set} was made by another version of the shop, whose answers are not known here: make the lessons anew.`,
    );
  }
  const verdict = judge(lesson, lesson.answer(await lessonTruth(run)), given);
  if (json) console.log(JSON.stringify({ lesson: lesson.name, ...verdict }));
  else say(verdict);
  process.exitCode = verdict.right ? 0 : 1;
}

function say({ right, rows, rightRows, differences }: Verdict): void {
  if (right) {
    console.log(pc.green(`✓ Right: all ${rows.toLocaleString('en')} rows are as it truly was.`));
    return;
  }
  console.log(pc.red(`✗ Not yet: ${rightRows} of your ${rows} rows are right.`));
  for (const words of differences) console.log(`  ${words}`);
}

async function play(plan: LessonPlan, shown: boolean) {
  const about = plan.days * plan.sessionsPerDay * EVENTS_PER_SESSION;
  const progress = createProgress(plan.days, { shown, about });
  try {
    return await playLessonRun({
      plan,
      openCollector: openCollectorInMemory,
      onProgress: (share) =>
        progress.update(Math.floor(share * plan.days), Math.round(share * about)),
    });
  } finally {
    progress.stop();
  }
}

/** A lake of its own for these lines, gone when the engine closes. */
async function openEngine(lines: readonly string[]): Promise<QueryEngine> {
  const root = await mkdtemp(join(tmpdir(), 'footfall-lessons-'));
  const lake = openLake({ root, clock: () => LESSONS_BEGIN });
  for (let at = 0; at < lines.length; at += 1_000) {
    const outcome = await lake.events.append(`${lines.slice(at, at + 1_000).join('\n')}\n`);
    if (!outcome.ok) throw new Error(`the data cannot be written: ${outcome.message}`);
  }
  await lake.close();
  const local = { ...settings, FOOTFALL_MODE: 'local', FOOTFALL_DATA_DIR: root } as const;
  const engine = openAnalytics(local, () => LESSONS_BEGIN);
  if (!engine) throw new Error('there is no local engine');
  return {
    ...engine,
    async close() {
      await engine.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`give a whole number from ${least} to ${most}`);
  };
}
