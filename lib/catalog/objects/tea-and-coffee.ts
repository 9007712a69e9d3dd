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
    tones: ['clay', 'sage', 'fjord', 'plum', 'straw'],
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
    tones: ['clay', 'plum'],
  },
  {
    object: 'tea-cup',
    name: 'Tea cup on a tray',
    category: 'tea-and-coffee',
    price_cents: 2500,
    description:
      'A straight-sided cup without a handle, warm all the way round. It stands on a narrow oak tray, and the tea bag is ours, not yours.',
    size: '10 × 8 cm, 260 ml',
    material: 'Porcelain, smoked oak tray',
    vector: '1f375',
    tones: ['sage', 'fjord', 'clay'],
  },
  {
    object: 'lidded-cup',
    name: 'Cup with lid and straw',
    category: 'tea-and-coffee',
    price_cents: 1900,
    description:
      'A cup that keeps cold things cold as far as the office, with a band of colour where it is held. The straw bends once, on purpose.',
    size: '9 × 14 cm, 450 ml',
    material: 'Double-walled steel, silicone lid',
    vector: '1f964',
    tones: ['clay', 'sage', 'fjord', 'plum'],
  },
  {
    object: 'flask-and-cup',
    name: 'Flask and cup',
    category: 'tea-and-coffee',
    price_cents: 3500,
    description:
      'A narrow-necked flask that pours slowly and stops cleanly, with one low cup beside it. The band of colour marks where to stop filling.',
    size: 'Flask 14 cm, 300 ml; cup 5 cm',
    material: 'Porcelain, glazed rim',
    vector: '1f376',
    tones: ['fjord', 'sage'],
  },
];
