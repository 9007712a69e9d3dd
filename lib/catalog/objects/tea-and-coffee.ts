import type { ObjectEntry } from '../object-entry';

export const TEA_AND_COFFEE: readonly ObjectEntry[] = [
  {
    object: 'teapot',
    name: 'Round teapot',
    category: 'tea-and-coffee',
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
    category: 'tea-and-coffee',
    price_cents: 1850,
    description:
      'A low, wide cup whose handle takes two fingers rather than one and a half. It comes with its saucer, and with black coffee in the photograph only.',
    size: '9 cm across, 180 ml',
    material: 'Porcelain',
    vector: '2615',
    tones: ['clay'],
  },
];
