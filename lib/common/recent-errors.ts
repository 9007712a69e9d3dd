import { type Clock, systemClock } from './clock';

export interface RecentError {
  /** When it came last. */
  readonly atMs: number;
  readonly where: string;
  readonly message: string;
  /** How often it came, one after the other. */
  readonly times: number;
}

const KEPT = 50;
const LONGEST = 500;
/** Next bundles copies of this module of its own; what all of them remember is the process's. */
const KEY = Symbol.for('footfall.recent-errors');

/** Keeps a fault in memory for whoever looks after this process; the oldest are forgotten. */
export function rememberError(where: string, message: string, clock: Clock = systemClock): void {
  const errors = kept();
  const short = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
  const [newest] = errors;
  const again = newest?.where === where && newest.message === short;
  const times = again ? newest.times + 1 : 1;
  errors.splice(0, again ? 1 : 0, { atMs: clock(), where, message: short, times });
  errors.length = Math.min(errors.length, KEPT);
}

/** The newest first. */
export function recentErrors(): readonly RecentError[] {
  return [...kept()];
}

function kept(): RecentError[] {
  const shared = globalThis as { [KEY]?: RecentError[] };
  shared[KEY] ??= [];
  return shared[KEY];
}
