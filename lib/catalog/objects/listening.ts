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
    tones: ['clay', 'sage', 'fjord'],
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
    tones: ['sage', 'clay'],
  },
];
