import type { ObjectEntry } from '../object-entry';

export const GAMES: readonly ObjectEntry[] = [
  {
    object: 'die',
    name: 'Large die',
    category: 'games',
    price_cents: 450,
    description:
      'One die with deep pips and rounded corners, cast heavy enough to stop where it lands. Balanced in salt water before it is packed, so that only luck is to blame.',
    size: '25 mm a side',
    material: 'Cast resin',
    vector: '1f3b2',
    tones: ['clay', 'fjord', 'sage', 'straw'],
  },
  {
    object: 'pawn',
    name: 'Large pawn',
    category: 'games',
    price_cents: 2200,
    description:
      'One pawn, many times its size, with felt under its foot. It makes its own way across a desk, a square at a time.',
    size: '9 × 18 cm',
    material: 'Turned ebony-stained beech',
    vector: '265f-fe0f',
    tones: ['clay', 'straw'],
  },
  {
    object: 'dartboard',
    name: 'Dartboard',
    category: 'games',
    price_cents: 5800,
    description:
      'Broad rings, three darts and a hook that holds. The wall around it will tell how the first month went.',
    size: '45 cm across, three darts',
    material: 'Sisal, steel wire',
    vector: '1f3af',
    tones: ['natural', 'clay'],
  },
  {
    object: 'joystick',
    name: 'Joystick',
    category: 'games',
    price_cents: 4200,
    description:
      'One ball on one stick with one button, which used to be enough to save the world. The cable reaches the sofa.',
    size: '14 × 16 × 14 cm',
    material: 'ABS, steel shaft',
    vector: '1f579-fe0f',
    tones: ['clay', 'fjord', 'sage'],
  },
  {
    object: 'bowling-set',
    name: 'Table skittles',
    category: 'games',
    price_cents: 3600,
    description:
      'A set of banded pins and a ball with three holes for three small fingers. A corridor is advised.',
    size: 'Pins 14 cm, ball 7 cm',
    material: 'Maple, water-based paint',
    vector: '1f3b3',
    tones: ['clay', 'fjord'],
  },
  {
    object: 'jigsaw',
    name: 'Jigsaw in one colour',
    category: 'games',
    price_cents: 2600,
    description:
      'A thousand pieces, all of them the same colour, cut by hand so that no two are alike. It is not difficult but long.',
    size: '50 × 70 cm, 1000 pieces',
    material: 'Grey board, linen finish',
    vector: '1f9e9',
    tones: ['clay', 'sage', 'fjord', 'plum'],
  },
  {
    object: 'abacus',
    name: 'Counting frame',
    category: 'games',
    price_cents: 3300,
    description:
      'Four rows of beads on wires in a frame with round corners. It does sums, keeps score and rattles.',
    size: '26 × 26 cm',
    material: 'Beech frame, lacquered beads',
    vector: '1f9ee',
    tones: ['natural', 'clay'],
  },
  {
    object: 'billiard-ball',
    name: 'Black ball',
    category: 'games',
    price_cents: 1700,
    description:
      'The eight, on its own, polished. For desks where a decision is sometimes needed and never asked for.',
    size: '57 mm',
    material: 'Phenolic resin',
    vector: '1f3b1',
    tones: ['natural'],
  },
];
