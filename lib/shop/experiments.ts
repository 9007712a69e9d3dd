/** One way of showing a place, by the words it shows there; null shows nothing. */
export interface Arm {
  readonly id: string;
  readonly words: string | null;
}

export interface Experiment {
  readonly name: string;
  /** What is compared, for those who choose an arm. */
  readonly doc: string;
  readonly arms: readonly Arm[];
}

/**
 * What the shop can show otherwise. An arm is `name:arm` in a run's scenario and in `variant`; one
 * that is not listed here is shown by no page, so no run can name it.
 */
export const EXPERIMENTS = [
  {
    name: 'buy_box_note',
    doc: 'whether a promise of delivery beside the button makes more people add to the cart',
    arms: [
      { id: 'a', words: null },
      { id: 'b', words: 'Order before six and it leaves the imaginary warehouse tonight.' },
    ],
  },
] as const satisfies readonly Experiment[];

export type ExperimentName = (typeof EXPERIMENTS)[number]['name'];

/** Every arm there is, as events name it. */
export const VARIANTS: readonly string[] = EXPERIMENTS.flatMap(({ name, arms }) =>
  arms.map(({ id }) => `${name}:${id}`),
);

/** What an arm shows in an experiment's place; null where the variant is none of its arms. */
export function armWords(name: ExperimentName, variant: string | undefined): string | null {
  const experiment: Experiment | undefined = EXPERIMENTS.find((known) => known.name === name);
  return experiment?.arms.find(({ id }) => `${name}:${id}` === variant)?.words ?? null;
}
