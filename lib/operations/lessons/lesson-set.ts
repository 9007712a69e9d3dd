import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import { exportEvents } from '../export/export';
import type { LessonPlan, LessonRun } from './lesson-run';
import { courseReadme, lessonReadme } from './lesson-words';
import { LESSONS } from './lessons';

const MARK = 'lessons.json';
const FORMATS = ['parquet', 'ndjson', 'csv'] as const;
/** They say who made the events, and what was done to them. */
const GIVE_AWAY = ['actor', 'run_id', 'flags', 'variant'] as const;
/** What a session would be known by. */
const OF_SESSIONS = ['session_id', 'tab_id', 'seq', 'extra'] as const;

/** Says of a folder what its data is made of, so that answers can be found out again. */
const markRule = z.object({
  v: z.literal(1),
  seed: z.number().int(),
  days: z.number().int(),
  sessionsPerDay: z.number().int(),
  /** Of the run's lines: another version of the shop may play another run. */
  print: z.string(),
});
export type LessonMark = Readonly<z.infer<typeof markRule>>;

export interface LessonSetOptions {
  /** A folder of its own: it must not exist, or be empty. */
  readonly folder: string;
  readonly plan: LessonPlan;
  readonly run: LessonRun;
  /** Answers about the `events` of these lines, each once. */
  readonly openEngine: (lines: readonly string[]) => Promise<QueryEngine>;
}

export interface LessonSet {
  readonly events: number;
  readonly deliveries: number;
  readonly failed: number;
}

/**
 * Writes the data of a run and a page for each lesson; no answers.
 * @throws where the folder holds something already.
 */
export async function writeLessonSet(options: LessonSetOptions): Promise<LessonSet> {
  const { folder, plan, run, openEngine } = options;
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty`);
  const data = (name: string) => join(folder, 'data', name);
  const engine = await openEngine(run.events);
  try {
    const shared = { engine, formats: FORMATS, onProgress: () => undefined };
    const { events } = await exportEvents({
      ...shared,
      folder: data('events'),
      without: [...GIVE_AWAY, 'extra'],
    });
    await exportEvents({
      ...shared,
      folder: data('visits'),
      without: [...GIVE_AWAY, ...OF_SESSIONS],
    });
    await mkdir(data('deliveries'), { recursive: true });
    await writeLines(join(data('deliveries'), 'deliveries.ndjson'), deliveriesOf(run));
    await writeLines(join(data('deliveries'), 'failed.ndjson'), failedOf(run));
    await writeFile(join(folder, 'README.md'), courseReadme(LESSONS));
    for (const [at, lesson] of LESSONS.entries()) {
      const place = join(folder, `${at + 1}-${lesson.name}`);
      await mkdir(place);
      await writeFile(join(place, 'README.md'), lessonReadme(lesson, at + 1));
    }
    const mark: LessonMark = { v: 1, ...plan, print: printOf(run) };
    await writeFile(join(folder, MARK), `${JSON.stringify(mark, null, 2)}\n`);
    return { events, deliveries: run.events.length, failed: run.failed.length };
  } finally {
    await engine.close();
  }
}

/** @throws where the folder holds no set of lessons. */
export async function readLessonMark(folder: string): Promise<LessonMark> {
  const none = `${folder} holds no lessons: npm run lessons -- --out ${folder} makes them`;
  const text = await readFile(join(folder, MARK), 'utf8').catch((cause: unknown) => {
    throw new Error(none, { cause });
  });
  try {
    return markRule.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${join(folder, MARK)} is damaged; make the lessons anew`, { cause });
  }
}

/** The same for the same lines. */
export function printOf(run: Pick<LessonRun, 'events' | 'failed'>): string {
  const lines = [...deliveriesOf(run), ...failedOf(run)].join('\n');
  return createHash('sha256').update(lines).digest('hex').slice(0, 16);
}

function deliveriesOf({ events }: Pick<LessonRun, 'events'>): readonly string[] {
  return events.map((line) => without(line, GIVE_AWAY));
}

/** The batch it came in has an id of chance. */
function failedOf({ failed }: Pick<LessonRun, 'failed'>): readonly string[] {
  return failed.map((line) => without(line, ['batch_id']));
}

function without(line: string, names: readonly string[]): string {
  const kept = Object.entries(JSON.parse(line)).filter(([name]) => !names.includes(name));
  return JSON.stringify(Object.fromEntries(kept));
}

async function writeLines(path: string, lines: readonly string[]): Promise<void> {
  await writeFile(path, lines.map((line) => `${line}\n`).join(''));
}
