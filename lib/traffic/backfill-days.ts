import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS, toIso } from '@/lib/common/clock';
import { createLineImporter } from '@/lib/lake/import-lines';
import { SPILL } from '@/lib/lake/layout';
import type { StoredFile } from '@/lib/lake/manifest';
import { sessionLines } from './event-lines';
import { createPlan, LONGEST_VISIT_MS, type PlanParameters } from './plan';

/** Days of a plan to be made into Parquet: whole dates, but for the first and the last. */
export interface BackfillJob {
  readonly root: string;
  readonly plan: PlanParameters;
  readonly runId: string;
  readonly from: number;
  readonly to: number;
  readonly files: readonly StoredFile[];
}

/** A date that is done; `file` is null where the lake had all of it. */
export interface DoneDay {
  readonly dt: string;
  readonly events: number;
  readonly file: StoredFile | null;
}

const FLUSH_CHARS = 1024 * 1024;

/** What the file of a date is made of, in words: equal words stand for equal events. */
export function madeOf({ plan, runId }: BackfillJob, from: number, to: number): string {
  return `${runId} ${JSON.stringify(plan)} ${toIso(from)} ${toIso(to)}`;
}

/** Every date of [from, to), with the stretch of it that is asked for. */
export function datesOf(from: number, to: number): { dt: string; from: number; to: number }[] {
  const dates = [];
  for (let at = from; at < to; ) {
    const end = Math.min(to, (Math.floor(at / DAY_MS) + 1) * DAY_MS);
    dates.push({ dt: toIso(at).slice(0, 10), from: at, to: end });
    at = end;
  }
  return dates;
}

/**
 * Plans the days one after the other and stores each as one file. Changes nothing that readers look
 * at: naming the files in the manifest is the lock's holder's to do.
 */
export async function* backfillDays(job: BackfillJob): AsyncGenerator<DoneDay> {
  const { root, from, to, files, runId } = job;
  const importer = await createLineImporter(root, { threads: 1, memoryLimit: '1GB' });
  const spills = new Map<number, Spill>();
  const spillOf = (at: number) => {
    const day = Math.floor(at / DAY_MS);
    let spill = spills.get(day);
    if (!spill) {
      spill = openSpill(join(root, SPILL, `backfill-${process.pid}-${day}.ndjson`));
      spills.set(day, spill);
    }
    return spill;
  };
  try {
    const sessions = createPlan(job.plan).sessions(from - LONGEST_VISIT_MS, to);
    let ahead = sessions.next();
    for (const date of datesOf(from, to)) {
      // All events of a date belong to sessions that began before its end.
      while (!ahead.done && (ahead.value.acts[0]?.at ?? 0) < date.to) {
        const session = ahead.value;
        const lineOf = sessionLines(session, runId);
        for (const act of session.acts) {
          if (act.at >= from && act.at < to) spillOf(act.at).add(lineOf(act));
        }
        ahead = sessions.next();
      }
      const day = Math.floor(date.from / DAY_MS);
      const spill = spills.get(day);
      spills.delete(day);
      if (!spill) {
        yield { dt: date.dt, events: 0, file: null };
        continue;
      }
      spill.close();
      const made_of = madeOf(job, date.from, date.to);
      const file = await importer.store({ dt: date.dt, path: spill.path, made_of, files });
      rmSync(spill.path, { force: true });
      yield { dt: date.dt, events: spill.lines(), file };
    }
  } finally {
    for (const spill of spills.values()) {
      spill.close();
      rmSync(spill.path, { force: true });
    }
    importer.close();
  }
}

interface Spill {
  readonly path: string;
  add(line: string): void;
  lines(): number;
  close(): void;
}

function openSpill(path: string): Spill {
  const file = openSync(path, 'w', 0o600);
  let text = '';
  let lines = 0;
  const flush = () => {
    writeSync(file, text);
    text = '';
  };
  return {
    path,
    add(line) {
      text += `${line}\n`;
      lines += 1;
      if (text.length >= FLUSH_CHARS) flush();
    },
    lines: () => lines,
    close() {
      flush();
      closeSync(file);
    },
  };
}
