import type { ObjectEntry } from '../object-entry';

export const PANTRY: readonly ObjectEntry[] = [
  {
    object: 'honey-pot',
    name: 'Honey pot',
    category: 'pantry',
    price_cents: 2200,
    description:
      'Two-glaze earthenware with a wooden dipper that never finds the table clean. Shown in use, because that is how it will look by the second breakfast.',
    size: '12 × 13 cm, 400 ml',
    material: 'Earthenware, beech dipper',
    vector: '1f36f',
    tones: ['natural'],
  },
];
