import type { ObjectEntry } from '../object-entry';

export const DESK_TOOLS: readonly ObjectEntry[] = [
  {
    object: 'scissors',
    name: 'Paper scissors',
    category: 'desk-tools',
    price_cents: 1900,
    description:
      'Two forged blades and two round handles that fit either hand. They cut to the very tip, and should be hidden from whoever cuts wire.',
    size: '19 cm',
    material: 'Forged steel, coated handles',
    vector: '2702-fe0f',
    tones: ['clay', 'fjord'],
  },
];
