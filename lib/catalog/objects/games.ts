import type { ObjectEntry } from '../object-entry';

export const GAMES: readonly ObjectEntry[] = [
  {
    object: 'die',
    name: 'Large die',
    category: 'games',
    price_cents: 450,
    description:
      'One die with deep pips and rounded corners, cast heavy enough to stop where it lands. Balanced in salt water before it is packed, so that only luck is to blame.',
    size: '25 mm a side',
    material: 'Cast resin',
    vector: '1f3b2',
    tones: ['clay', 'fjord'],
  },
];
