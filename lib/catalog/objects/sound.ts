import type { ObjectEntry } from '../object-entry';

export const SOUND: readonly ObjectEntry[] = [
  {
    object: 'headphones',
    name: 'Over-ear headphones',
    category: 'sound',
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
    category: 'sound',
    price_cents: 9800,
    description:
      'Two dials, one window, one aerial that has to be held just so for the shipping forecast. It plays whatever is on, which turns out to be a relief.',
    size: '26 × 15 × 9 cm',
    material: 'Painted steel, mains or four C cells',
    vector: '1f4fb',
    tones: ['sage', 'clay'],
  },
  {
    object: 'telephone',
    name: 'Desk telephone',
    category: 'sound',
    price_cents: 7200,
    description:
      'Nine keys, which covers most numbers, and a receiver heavy enough to end a conversation with. It rings with a bell and shows nobody’s name.',
    size: '21 × 17 × 12 cm',
    material: 'Pressed ABS, coiled cord',
    vector: '260e-fe0f',
    tones: ['sage', 'straw'],
  },
  {
    object: 'guitar',
    name: 'Electric guitar',
    category: 'sound',
    price_cents: 22900,
    description:
      'Two cutaways, two pick-ups and a pale guard that nobody has scratched yet. It comes unstrung, and is until then an excellent neighbour.',
    size: '99 cm, 628 mm scale',
    material: 'Alder body, maple neck',
    vector: '1f3b8',
    tones: ['clay', 'fjord'],
  },
];
