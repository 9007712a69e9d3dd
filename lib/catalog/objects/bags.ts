import type { ObjectEntry } from '../object-entry';

export const BAGS: readonly ObjectEntry[] = [
  {
    object: 'backpack',
    name: 'Day backpack',
    category: 'bags',
    price_cents: 7900,
    description:
      'One large room, one front pocket, and a zip with a pull that works in gloves. It stands up when put down, which is rarer than it should be.',
    size: '30 × 42 × 16 cm, 18 litres',
    material: 'Waxed cotton, brass zip',
    vector: '1f392',
    tones: ['clay', 'fjord', 'sage', 'plum'],
  },
  {
    object: 'suitcase',
    name: 'Ribbed suitcase',
    category: 'bags',
    price_cents: 16500,
    description:
      'A hard shell with three ribs that take the knocks, on wheels that can be changed with a coin. Made to the size airlines mean, not the one they print.',
    size: '38 × 55 × 20 cm, 36 litres',
    material: 'Polycarbonate, aluminium handle',
    vector: '1f9f3',
    tones: ['fjord', 'sage', 'clay'],
  },
  {
    object: 'handbag',
    name: 'Two-tone handbag',
    category: 'bags',
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
    category: 'bags',
    price_cents: 2400,
    description:
      'A round purse that shuts with the sound a purse ought to make. It holds nine coins, a key and one folded note without changing shape.',
    size: '11 × 9 cm',
    material: 'Leather, brass clasp',
    vector: '1f45b',
    tones: ['plum', 'clay'],
  },
];
