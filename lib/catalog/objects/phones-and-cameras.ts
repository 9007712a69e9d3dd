import type { ObjectEntry } from '../object-entry';

export const PHONES_AND_CAMERAS: readonly ObjectEntry[] = [
  {
    object: 'telephone',
    name: 'Desk telephone',
    category: 'phones-and-cameras',
    price_cents: 7200,
    description:
      'Nine keys, which covers most numbers, and a receiver heavy enough to end a conversation with. It rings with a bell and shows nobody’s name.',
    size: '21 × 17 × 12 cm',
    material: 'Pressed ABS, coiled cord',
    vector: '260e-fe0f',
    tones: ['sage', 'straw'],
  },
];
