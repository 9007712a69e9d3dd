import type { DepartmentId } from '../departments';
import type { Product } from '../product';
import type { Stars } from '../ratings';
import { BY_DEPARTMENT } from './by-department';
import { BY_MATERIAL } from './by-material';
import { GENERAL } from './general';

/** Four and five stars, three, and less. */
export type Mood = 'pleased' | 'divided' | 'let_down';

export type Remarks = Readonly<Record<Mood, readonly string[]>>;

export const TITLES: Remarks = {
  pleased: [
    'Does what it should',
    'As pictured',
    'Better than the last one',
    'No complaints',
    'Bought a second',
    'Quietly good',
    'Worth the wait',
    'Exactly right',
    'Passed on to my sister',
    'Still pleased',
    'Good weight',
    'Would buy again',
    'Made properly',
    'Simple and sound',
    'It stays',
    'The tone is right',
    'A good present',
    'Nothing to add',
  ],
  divided: [
    'Good, with one reservation',
    'Not quite for us',
    'Fine for the price',
    'Mostly',
    'Somewhere in the middle',
    'Takes getting used to',
    'Nearly',
    'Smaller than I thought',
    'Good object, odd size',
    'Half pleased',
  ],
  let_down: [
    'Went back',
    'Not for me',
    'Expected more',
    'A pity',
    'Not as I hoped',
    'Looks better than it works',
    'Once was enough',
    'Disappointing',
    'Kept the box only',
    'Would not repeat',
  ],
};

export function moodOf(stars: Stars): Mood {
  if (stars >= 4) return 'pleased';
  return stars === 3 ? 'divided' : 'let_down';
}

/** What can be said of this product in this mood: about its kind or its material, and about anything. */
export function remarksOn(
  product: Pick<Product, 'department' | 'material'>,
  mood: Mood,
): { specific: readonly string[]; general: readonly string[] } {
  const department: DepartmentId = product.department;
  const material = product.material.toLowerCase();
  const ofMaterial = BY_MATERIAL.filter(({ words }) =>
    words.some((word) => material.includes(word)),
  ).flatMap(({ remarks }) => remarks[mood]);
  return {
    specific: [...BY_DEPARTMENT[department][mood], ...ofMaterial],
    general: GENERAL[mood],
  };
}
