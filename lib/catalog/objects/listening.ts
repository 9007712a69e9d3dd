import type { ObjectEntry } from '../object-entry';

export const LISTENING: readonly ObjectEntry[] = [
  {
    object: 'headphones',
    name: 'Over-ear headphones',
    category: 'listening',
    price_cents: 12900,
    description:
      'A sprung band and two deep cushions that close the room without sealing it. They plug in with a wire, and so are always charged.',
    size: 'One size, 240 g',
    material: 'Aluminium, wool cushions',
    vector: '1f3a7',
    tones: ['clay', 'sage', 'fjord', 'straw'],
  },
  {
    object: 'radio',
    name: 'Table radio',
    category: 'listening',
    price_cents: 9800,
    description:
      'Two dials, one window, one aerial that has to be held just so for the shipping forecast. It plays whatever is on, which turns out to be a relief.',
    size: '26 × 15 × 9 cm',
    material: 'Painted steel, mains or four C cells',
    vector: '1f4fb',
    tones: ['sage', 'clay', 'fjord', 'straw'],
  },
  {
    object: 'microphone',
    name: 'Hand microphone',
    category: 'listening',
    price_cents: 6900,
    description:
      'A stage microphone that has been dropped in front of witnesses. It hears what is before it and ignores the rest.',
    size: '18 cm, XLR',
    material: 'Die-cast zinc, steel mesh',
    vector: '1f3a4',
    tones: ['slate', 'clay'],
  },
  {
    object: 'studio-microphone',
    name: 'Table microphone',
    category: 'listening',
    price_cents: 9900,
    description:
      'A round-shouldered microphone on a stand of its own, with three bars across its face. Voices sound nearer in it, and better rested.',
    size: '12 × 21 cm',
    material: 'Cast aluminium, steel mesh',
    vector: '1f399-fe0f',
    tones: ['clay', 'sage', 'fjord'],
  },
  {
    object: 'mixer',
    name: 'Four-dial mixer',
    category: 'listening',
    price_cents: 8600,
    description:
      'Four dials for four sources, each with marks all round and a dot that can be seen across a room. There is no fifth, and no menu.',
    size: '19 × 19 × 5 cm',
    material: 'Powder-coated steel',
    vector: '1f39b-fe0f',
    tones: ['clay', 'fjord'],
  },
  {
    object: 'megaphone',
    name: 'Hand megaphone',
    category: 'listening',
    price_cents: 4000,
    description:
      'A short horn with a grip below and a button behind. It adds forty metres to a voice and nothing to the argument.',
    size: '24 × 22 cm',
    material: 'ABS, rubber grip',
    vector: '1f4e2',
    tones: ['clay', 'fjord', 'sage'],
  },
  {
    object: 'hand-bell',
    name: 'Dinner bell',
    category: 'listening',
    price_cents: 3000,
    description:
      'A bell with a long skirt and one clear note, a little above A. It calls to dinner through two closed doors.',
    size: '11 × 13 cm',
    material: 'Cast brass',
    vector: '1f514',
    tones: ['straw', 'natural'],
  },
];
