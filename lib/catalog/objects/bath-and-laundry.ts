import type { ObjectEntry } from '../object-entry';

export const BATH_AND_LAUNDRY: readonly ObjectEntry[] = [
  {
    object: 'soap',
    name: 'Bar of soap',
    category: 'bath-and-laundry',
    price_cents: 680,
    description:
      'A cushion-shaped bar that lathers in hard water and smells of very little. It lasts a month by the basin, or one visit of nephews.',
    size: '9 × 6 × 3 cm, 140 g',
    material: 'Olive oil soap',
    vector: '1f9fc',
    tones: ['plum', 'fjord', 'sage'],
  },
];
