import { SECOND_MS } from '@/lib/common/clock';
import type { DeviceType } from '@/lib/events/vocabulary';
import { type Choice, choiceOf } from './choice';
import type { Channel } from './mixes';
import type { PersonaName } from './personas';
import type { Trial } from './trial';

type Factors<K extends string> = Readonly<Partial<Record<K, number>>>;

/** Who comes, where it is no ordinary day, and what moves them: factors are on the model's own shares, 1 where absent. */
export interface Crowd {
  readonly personas?: Factors<PersonaName>;
  readonly channels?: Factors<Channel>;
  readonly devices?: Factors<DeviceType>;
  readonly surge?: Surge;
  /** What the shop shows some of them and not others. */
  readonly trial?: Trial;
}

/** So many times as many as usual in the end: the rise begins and ends these seconds after the run. */
export interface Surge {
  readonly factor: number;
  readonly begins_s: number;
  readonly full_s: number;
}

const TILTED = new WeakMap<object, Map<unknown, unknown>>();

/** The same things with their weights multiplied; made once for each set of factors. */
export function tilted<T>(
  choice: Choice<T>,
  factors: Factors<string> | undefined,
  nameOf: (item: T) => string,
): Choice<T> {
  if (!factors) return choice;
  let known = TILTED.get(factors);
  if (!known) {
    known = new Map();
    TILTED.set(factors, known);
  }
  let made = known.get(choice) as Choice<T> | undefined;
  if (!made) {
    const { items, sums } = choice;
    made = choiceOf(
      items.map((item, at) => {
        const weight = (sums[at] ?? 0) - (sums[at - 1] ?? 0);
        return [item, weight * (factors[nameOf(item)] ?? 1)] as const;
      }),
    );
    known.set(choice, made);
  }
  return made;
}

/** For how many seconds of the usual rate events are due, so long after the run began. */
export function usualSeconds(surge: Surge | undefined, afterMs: number): number {
  const seconds = afterMs / SECOND_MS;
  if (!surge) return seconds;
  const { factor, begins_s, full_s } = surge;
  const rising = Math.min(Math.max(0, seconds - begins_s), full_s - begins_s);
  const slope = (factor - 1) / (full_s - begins_s);
  const full = Math.max(0, seconds - full_s);
  return seconds + (slope * rising ** 2) / 2 + (factor - 1) * full;
}
