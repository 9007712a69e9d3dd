import type { Scenario } from '@/lib/shop/scenario';
import type { Persona } from './personas';

/** An arm of an experiment of the shop, and what being shown it truly does. */
export interface TrialArm {
  /** As events name it: `experiment:arm`. */
  readonly variant: string;
  /** Factor on the chance to add to the cart at a product view. */
  readonly adds: number;
}

/** Arms that visitors are divided among, each as likely. */
export type Trial = readonly TrialArm[];

/** The arm that a visitor keeps; follows from the id alone, whose end is random. */
export function armOf(trial: Trial | undefined, userId: string): TrialArm | undefined {
  return trial?.[Number.parseInt(userId.slice(-8), 16) % trial.length];
}

const SWAYED = new WeakMap<Persona, Map<number, Persona>>();

/** A persona under an arm; the same one each time, since what follows from a persona is kept by it. */
export function swayed(persona: Persona, arm: TrialArm | undefined): Persona {
  if (!arm || arm.adds === 1) return persona;
  let made = SWAYED.get(persona);
  if (!made) {
    made = new Map();
    SWAYED.set(persona, made);
  }
  let one = made.get(arm.adds);
  if (!one) {
    one = { ...persona, add: persona.add * arm.adds };
    made.set(arm.adds, one);
  }
  return one;
}

/** What the shop plays for somebody who is shown this arm: a token names one. */
export function shownTo(
  scenario: Scenario | undefined,
  variant: string | null | undefined,
): Scenario | undefined {
  return variant ? { ...scenario, experiment: variant } : scenario;
}
