import type { ObjectEntry } from '../object-entry';

export const COOKWARE: readonly ObjectEntry[] = [
  {
    object: 'mixing-bowl',
    name: 'Mixing bowl with spoon',
    category: 'cookware',
    price_cents: 2600,
    description:
      'Deep enough to beat cream in without redecorating. The spoon stands up in it by itself, which is how one knows the dough is done.',
    size: '22 cm across, 2.4 litres',
    material: 'Enamelled steel, steel spoon',
    vector: '1f963',
    tones: ['fjord', 'sage'],
  },
  {
    object: 'salt-shaker',
    name: 'Salt shaker',
    category: 'cookware',
    price_cents: 950,
    description:
      'Pressed glass under a brushed cap with five holes, one more than strictly needed. A few grains of rice will keep it talking in damp weather.',
    size: '5 × 10 cm',
    material: 'Glass, brushed steel',
    vector: '1f9c2',
    tones: ['fjord', 'sage'],
  },
];
