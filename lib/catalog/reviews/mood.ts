import type { Stars } from '../ratings';

/** Four and five stars, three, and less. */
export type Mood = 'pleased' | 'divided' | 'let_down';

/** Sentences by the mood they are said in. */
export type Remarks = Readonly<Record<Mood, readonly string[]>>;

export function moodOf(stars: Stars): Mood {
  if (stars >= 4) return 'pleased';
  return stars === 3 ? 'divided' : 'let_down';
}
