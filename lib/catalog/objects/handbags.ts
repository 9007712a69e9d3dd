import type { ObjectEntry } from '../object-entry';

export const HANDBAGS: readonly ObjectEntry[] = [
  {
    object: 'handbag',
    name: 'Two-tone handbag',
    category: 'handbags',
    price_cents: 13800,
    description:
      'A firm bag with a darker base, so that floors leave no opinion on it. The handles are long enough for an elbow and too short for a shoulder.',
    size: '32 × 24 × 14 cm',
    material: 'Vegetable-tanned leather',
    vector: '1f45c',
    tones: ['natural', 'slate'],
  },
  {
    object: 'coin-purse',
    name: 'Clasp purse',
    category: 'handbags',
    price_cents: 2400,
    description:
      'A round purse that shuts with the sound a purse ought to make. It holds nine coins, a key and one folded note without changing shape.',
    size: '11 × 9 cm',
    material: 'Leather, brass clasp',
    vector: '1f45b',
    tones: ['plum', 'clay'],
  },
];
