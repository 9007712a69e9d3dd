import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { openCollectorInMemory } from '@/lib/config/collector-in-memory';
import { createFakeLake } from '@/lib/testing/lake-events';
import { RIGHT, WRONG } from '@/lib/testing/lesson-solutions';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { judge } from './judge';
import type { LessonTruth } from './lesson';
import { type LessonRun, playLessonRun } from './lesson-run';
import { printOf, readLessonMark, writeLessonSet } from './lesson-set';
import { LESSONS, lessonTruth } from './lessons';
import { answerOfSql, readAnswerFile } from './read-answer';

const PLAN = { seed: 1, days: 4, sessionsPerDay: 250 };
const play = (plan = PLAN) => playLessonRun({ plan, openCollector: openCollectorInMemory });

let run: LessonRun;
let truth: LessonTruth;
let set: string;

beforeAll(async () => {
  run = await play();
  truth = await lessonTruth(run);
  set = mkdtempSync(join(tmpdir(), 'footfall-lessons-'));
  await writeLessonSet({
    folder: set,
    plan: PLAN,
    run,
    openEngine: async (lines) => createDuckdbEngine({ lake: createFakeLake(...lines) }),
  });
}, 120_000);
afterAll(() => rmSync(set, { recursive: true, force: true }));

async function verdict(name: string, sql: string) {
  const lesson = LESSONS.find((one) => one.name === name);
  if (!lesson) throw new Error(`no lesson ${name}`);
  const file = join(scratchFolder(), 'mine.sql');
  writeFileSync(file, sql);
  return judge(lesson, lesson.answer(truth), await answerOfSql(set, file));
}

test.each(LESSONS.map(({ name }) => name))('%s: what is right passes', async (name) => {
  const said = await verdict(name, RIGHT[name] ?? '');
  expect(said).toMatchObject({ right: true, differences: [] });
  expect(said.rows).toBeGreaterThan(1);
});

describe.each(LESSONS.map(({ name }) => name))('%s', (name) => {
  test.each(Object.entries(WRONG[name] ?? {}))(
    'what is plausible and wrong fails: %s',
    async (_, sql) => {
      const said = await verdict(name, sql);
      expect(said.right).toBe(false);
      expect(said.differences.length).toBeGreaterThan(0);
    },
  );

  test('has a wrong solution', () => {
    expect(Object.keys(WRONG[name] ?? {}).length).toBeGreaterThan(0);
  });
});

test('the same seed makes the same set, to the last byte, and another seed another', async () => {
  const short = { ...PLAN, days: 1, sessionsPerDay: 60 };
  const print = printOf(await play(short));
  expect(printOf(await play(short))).toBe(print);
  expect(printOf(await play({ ...short, seed: 8 }))).not.toBe(print);
});

test('the set has a page a lesson, and no answer', async () => {
  expect(readdirSync(set).sort()).toEqual(
    [
      ...LESSONS.map(({ name }, at) => `${at + 1}-${name}`),
      'README.md',
      'data',
      'lessons.json',
    ].sort(),
  );
  expect(await readLessonMark(set)).toEqual({ v: 1, ...PLAN, print: printOf(run) });
  for (const [at, { name, hints }] of LESSONS.entries()) {
    const page = readFileSync(join(set, `${at + 1}-${name}`, 'README.md'), 'utf8');
    expect(page.match(/<summary>/g)).toHaveLength(hints.length);
  }
  const text = readFileSync(join(set, 'data/deliveries/deliveries.ndjson'), 'utf8');
  expect(text).not.toMatch(/"run_id"|"actor"|"flags"/);
  expect(readFileSync(join(set, 'data/visits/events.csv'), 'utf8')).not.toContain('session_id');
});

test('a folder that holds something is left alone, and one without lessons says so', async () => {
  const folder = scratchFolder();
  await expect(readLessonMark(folder)).rejects.toThrow('holds no lessons');
  writeFileSync(join(folder, 'lessons.json'), '{"v":1}');
  await expect(readLessonMark(folder)).rejects.toThrow('is damaged');
  const openEngine = async () => createDuckdbEngine({ lake: createFakeLake() });
  const writing = writeLessonSet({ folder, plan: PLAN, run, openEngine });
  await expect(writing).rejects.toThrow('is not empty');
});

test('answers are read as CSV and as JSON, and nothing else', async () => {
  const folder = join(scratchFolder(), 'answers');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.csv'), 'Step,Sessions\ncart,12\n');
  writeFileSync(join(folder, 'a.json'), '[{"step": "cart", "sessions": 12}]');
  expect(await readAnswerFile(join(folder, 'a.csv'))).toEqual([{ Step: 'cart', Sessions: '12' }]);
  expect(await readAnswerFile(join(folder, 'a.json'))).toEqual([{ step: 'cart', sessions: '12' }]);
  writeFileSync(join(folder, 'a.xlsx'), '');
  await expect(readAnswerFile(join(folder, 'b.csv'))).rejects.toThrow('no such file');
  await expect(readAnswerFile(join(folder, 'a.xlsx'))).rejects.toThrow('neither .csv nor .json');
});
