import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trueSessions } from '@/lib/audit/answers/true-sessions';
import { readTruth } from '@/lib/audit/truth';
import { openLedger } from '@/lib/traffic/ledger-file';
import { attribution } from './attribution';
import { deduplicate } from './deduplicate';
import { drift } from './drift';
import { funnel } from './funnel';
import { lateData } from './late-data';
import type { Lesson, LessonTruth } from './lesson';
import { LESSON_RUN, type LessonRun } from './lesson-run';
import { sessionise } from './sessionise';

/** In the order in which they are taken; a lesson's number is its place, from 1. */
export const LESSONS: readonly Lesson[] = [
  sessionise,
  deduplicate,
  funnel,
  lateData,
  drift,
  attribution,
];

/** What truly happened in a run, read as the audit reads any run's ledger. */
export async function lessonTruth({ entries }: Pick<LessonRun, 'entries'>): Promise<LessonTruth> {
  const root = await mkdtemp(join(tmpdir(), 'footfall-lessons-'));
  try {
    const ledger = await openLedger(root, LESSON_RUN);
    await Promise.all(entries.map((entry) => ledger.write(entry)));
    await ledger.close();
    const truth = await readTruth(root, LESSON_RUN);
    return { truth, sessions: trueSessions(truth) };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
