import { type Clock, DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { MODEL_DEFINITION } from '@/lib/models/models';
import type { ModelJob } from './make-models';
import type { Manifest } from './manifest';
import { type DayToMake, modelWork } from './model-days';

/** What one turn makes and drops. */
export interface ModelTurn {
  readonly job: ModelJob;
  readonly drop: readonly string[];
}

/** Late events may go on touching a closed day: it is made anew no more often than this. */
const MADE_EVERY_MS = 10 * MINUTE_MS;
/** A day still in use is made once nothing came for so long; until then it is read from events. */
const QUIET_MS = 10 * MINUTE_MS;
/** A day is closed some time after its end, when its last sessions are over. */
const CLOSED_AFTER_MS = DAY_MS + 2 * HOUR_MS;
/** One turn is bounded, so that rolling is never kept waiting for long. */
const EVENTS_A_TURN = 2_000_000;
const LISTED_A_TURN = 64;

/** Chooses which days of the models are made next. */
export function createModelTurns(root: string, clock: Clock) {
  /** By day: which events it had when last looked at, and since when. */
  let seen: Map<string, { readonly mark: string; readonly since: number }> | null = null;

  function observe(make: readonly DayToMake[]): void {
    const now = clock();
    const before = seen;
    seen = new Map(
      make.map(({ day, rows, id_sum }) => {
        const mark = `${rows} ${id_sum}`;
        const known = before?.get(day);
        // What lies there at the start has been quiet for long enough.
        const since = before === null ? 0 : known?.mark === mark ? known.since : now;
        return [day, { mark, since }];
      }),
    );
  }

  function isDue({ day }: DayToMake, { models }: Manifest): boolean {
    const now = clock();
    const made = models.find((stored) => stored.day === day)?.made_at ?? 0;
    if (Date.parse(day) + CLOSED_AFTER_MS <= now) return now - made >= MADE_EVERY_MS;
    return now - (seen?.get(day)?.since ?? now) >= QUIET_MS;
  }

  return {
    /** What to do now, or null; `all`: whatever is not as its events are, at once. */
    next(manifest: Manifest, all?: 'all'): ModelTurn | null {
      const { list, make, drop } = modelWork(manifest.files, manifest.models, MODEL_DEFINITION);
      observe(make);
      const files = new Map(manifest.files.map((file) => [file.path, file.dt]));
      const some = list.slice(0, LISTED_A_TURN);
      const due = make.filter((day) => all || isDue(day, manifest));
      const days = upTo(due, EVENTS_A_TURN);
      if (some.length + days.length + drop.length === 0) return null;
      const listed = some.map((path) => ({ path, dt: files.get(path) ?? '' }));
      return { job: { root, list: listed, days }, drop };
    },
  };
}

/** Days of about so many events together, at least one. */
function upTo(days: readonly DayToMake[], maxEvents: number): DayToMake[] {
  const some: DayToMake[] = [];
  let left = maxEvents;
  for (const day of days) {
    if (left <= 0) break;
    some.push(day);
    left -= day.rows;
  }
  return some;
}
