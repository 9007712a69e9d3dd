import { DAY_MS, MINUTE_MS } from '@/lib/common/clock';
import type { Statistic } from './measures';
import type { Stretch } from './metric-store';

interface Gathered {
  sum: number;
  max: number;
  count: number;
}

type Slot = Map<string, Gathered>;

/** How finely the past is kept, and for how long. */
const GRAINS = [
  { stepMs: MINUTE_MS, keepMs: DAY_MS },
  { stepMs: 15 * MINUTE_MS, keepMs: 7 * DAY_MS },
] as const;

/** What was measured, minute by minute for a day and by quarter hours for a week, in bounded memory. */
export interface History {
  add(name: string, value: number, atMs: number): void;
  /** One value a step of the stretch; null where nothing was added. */
  values(name: string, statistic: Statistic, stretch: Stretch): (number | null)[];
}

export function createHistory(): History {
  const grains = GRAINS.map((grain) => ({ ...grain, slots: new Map<number, Slot>() }));
  return {
    add(name, value, atMs) {
      for (const { stepMs, keepMs, slots } of grains) {
        const at = Math.floor(atMs / stepMs) * stepMs;
        let slot = slots.get(at);
        if (!slot) {
          slot = new Map();
          slots.set(at, slot);
          for (const old of slots.keys()) if (old < at - keepMs) slots.delete(old);
        }
        const gathered = slot.get(name);
        if (!gathered) slot.set(name, { sum: value, max: value, count: 1 });
        else {
          gathered.sum += value;
          gathered.max = Math.max(gathered.max, value);
          gathered.count++;
        }
      }
    },
    values(name, statistic, { fromMs, toMs, stepMs }) {
      const fine = grains.find((grain) => toMs - fromMs <= grain.keepMs) ?? grains.at(-1);
      const steps = Math.max(0, Math.ceil((toMs - fromMs) / stepMs));
      const into = new Array<Gathered | undefined>(steps).fill(undefined);
      for (const [at, slot] of fine?.slots ?? []) {
        const step = Math.floor((at - fromMs) / stepMs);
        const found = slot.get(name);
        if (!found || step < 0 || step >= steps) continue;
        const before = into[step];
        into[step] = before
          ? {
              sum: before.sum + found.sum,
              max: Math.max(before.max, found.max),
              count: before.count + found.count,
            }
          : found;
      }
      return into.map((gathered) => (gathered ? reduced(gathered, statistic) : null));
    },
  };
}

function reduced({ sum, max, count }: Gathered, statistic: Statistic): number {
  switch (statistic) {
    case 'Sum':
      return sum;
    case 'Maximum':
      return max;
    case 'Average':
      return sum / count;
    default:
      return statistic satisfies never;
  }
}
