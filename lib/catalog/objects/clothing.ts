import type { ObjectEntry } from '../object-entry';

export const CLOTHING: readonly ObjectEntry[] = [
  {
    object: 'coat',
    name: 'Three-button coat',
    category: 'clothing',
    price_cents: 24000,
    description:
      'A short coat with a wide collar and two slanted pockets set where hands go by themselves. The wool was milled twice, so that rain has to make up its mind.',
    size: 'S to XL, 74 cm long in M',
    material: '90 % wool, 10 % nylon, lined',
    vector: '1f9e5',
    tones: ['straw', 'fjord', 'sage'],
  },
];
