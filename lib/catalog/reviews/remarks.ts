import type { CategoryId } from '../categories';
import type { Product } from '../product';
import { wordsOf } from '../search/words';
import { AT_LEISURE } from './at-leisure';
import { BY_DEPARTMENT } from './by-department';
import { BY_MATERIAL } from './by-material';
import { FOOD, FOOD_GENERAL } from './food';
import { GENERAL } from './general';
import { INDOORS } from './indoors';
import type { Mood, Remarks } from './mood';
import { PLANTS, PLANTS_GENERAL } from './plants';

const BY_CATEGORY: Readonly<Record<Exclude<CategoryId, 'pantry'>, Remarks>> = {
  ...INDOORS,
  ...AT_LEISURE,
};

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
    'Told my sister',
    'Very pleased',
    'Just so',
    'Would buy again',
    'As it should be made',
    'Simple and sound',
    'A small pleasure',
    'The right one',
    'A good present',
    'Nothing to add',
  ],
  divided: [
    'Good, with one reservation',
    'Not quite for us',
    'Fine for the price',
    'Mostly',
    'Somewhere in the middle',
    'Still deciding',
    'Nearly',
    'Less than I thought',
    'Good, odd size',
    'Half pleased',
  ],
  let_down: [
    'Not again',
    'Not for me',
    'Expected more',
    'A pity',
    'Not as I hoped',
    'Looks better than it is',
    'Once was enough',
    'Disappointing',
    'Did not take to it',
    'Would not repeat',
  ],
};

/** What can be said of this product in this mood: about its kind or its material, and about anything. */
export function remarksOn(
  product: Pick<Product, 'department' | 'category' | 'material'>,
  mood: Mood,
): { specific: readonly string[]; general: readonly string[] } {
  const { department, category } = product;
  const words = wordsOf(product.material);
  if (category === 'pantry') return { specific: FOOD[mood], general: FOOD_GENERAL[mood] };
  if (words.includes('plant') || words.includes('flowers')) {
    return { specific: PLANTS[mood], general: PLANTS_GENERAL[mood] };
  }
  const ofMaterial = BY_MATERIAL.filter(
    ({ words: named, departments }) =>
      named.some((word) => words.includes(word)) &&
      (!departments || departments.includes(department)),
  ).flatMap(({ remarks }) => remarks[mood]);
  return {
    specific: [...BY_CATEGORY[category][mood], ...BY_DEPARTMENT[department][mood], ...ofMaterial],
    general: GENERAL[mood],
  };
}
