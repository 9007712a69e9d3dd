import type { ObjectEntry } from '../object-entry';

export const SHOES: readonly ObjectEntry[] = [
  {
    object: 'sneaker',
    name: 'Running shoe',
    category: 'shoes',
    price_cents: 8900,
    description:
      'A light shoe with a padded heel and laces that stay where they were tied. Sold in pairs, photographed alone.',
    size: '36 to 47',
    material: 'Recycled mesh, rubber sole',
    vector: '1f45f',
    tones: ['fjord', 'sage'],
  },
];
