import type { ObjectEntry } from '../object-entry';

export const TABLE: readonly ObjectEntry[] = [
  {
    object: 'teapot',
    name: 'Round teapot',
    category: 'table',
    price_cents: 4800,
    description:
      'A belly of glazed stoneware that holds five cups and keeps the fourth one warm. The spout was drawn eleven times and does not drip.',
    size: '24 × 15 × 16 cm, 1.1 litres',
    material: 'Stoneware, glazed inside and out',
    vector: '1fad6',
    tones: ['clay', 'sage', 'fjord', 'plum'],
  },
  {
    object: 'coffee-cup',
    name: 'Cup and saucer',
    category: 'table',
    price_cents: 1850,
    description:
      'A low, wide cup whose handle takes two fingers rather than one and a half. It comes with its saucer, and with black coffee in the photograph only.',
    size: '9 cm across, 180 ml',
    material: 'Porcelain',
    vector: '2615',
    tones: ['clay'],
  },
  {
    object: 'mixing-bowl',
    name: 'Mixing bowl with spoon',
    category: 'table',
    price_cents: 2600,
    description:
      'Deep enough to beat cream in without redecorating. The spoon stands up in it by itself, which is how one knows the dough is done.',
    size: '22 cm across, 2.4 litres',
    material: 'Enamelled steel, steel spoon',
    vector: '1f963',
    tones: ['fjord', 'sage'],
  },
  {
    object: 'honey-pot',
    name: 'Honey pot',
    category: 'table',
    price_cents: 2200,
    description:
      'Two-glaze earthenware with a wooden dipper that never finds the table clean. Shown in use, because that is how it will look by the second breakfast.',
    size: '12 × 13 cm, 400 ml',
    material: 'Earthenware, beech dipper',
    vector: '1f36f',
    tones: ['natural'],
  },
  {
    object: 'salt-shaker',
    name: 'Salt shaker',
    category: 'table',
    price_cents: 950,
    description:
      'Pressed glass under a brushed cap with five holes, one more than strictly needed. A few grains of rice will keep it talking in damp weather.',
    size: '5 × 10 cm',
    material: 'Glass, brushed steel',
    vector: '1f9c2',
    tones: ['fjord', 'sage'],
  },
];
