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
    tones: ['natural', 'slate', 'clay', 'fjord'],
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
    tones: ['plum', 'clay', 'fjord', 'sage'],
  },
  {
    object: 'pouch',
    name: 'Zipped pouch',
    category: 'handbags',
    price_cents: 3300,
    description:
      'A soft pouch with a wide zip and a pull one can find in the dark. It keeps the inside of a larger bag from becoming a rumour.',
    size: '22 × 15 cm',
    material: 'Coated canvas, brass zip',
    vector: '1f45d',
    tones: ['clay', 'sage', 'fjord', 'plum'],
  },
  {
    object: 'paper-bags',
    name: 'Pair of paper bags',
    category: 'handbags',
    price_cents: 1100,
    description:
      'One large striped bag and one small plain one, printed in a single colour. They have carried better things than we can say, and fold flat for the next.',
    size: '26 × 32 and 18 × 20 cm',
    material: 'Kraft paper, twisted handles',
    vector: '1f6cd-fe0f',
    tones: ['clay', 'sage', 'fjord'],
  },
];
