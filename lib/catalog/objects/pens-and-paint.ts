import type { ObjectEntry } from '../object-entry';

export const PENS_AND_PAINT: readonly ObjectEntry[] = [
  {
    object: 'fountain-pen',
    name: 'Fountain pen',
    category: 'pens-and-paint',
    price_cents: 3200,
    description:
      'A steel nib with a little give and a cap that clicks twice. It takes cartridges, or any ink bottle one is prepared to live near.',
    size: '13.8 cm closed, 19 g',
    material: 'Resin barrel, steel nib',
    vector: '1f58b-fe0f',
    tones: ['fjord', 'clay', 'sage'],
  },
  {
    object: 'pencil',
    name: 'Thick pencil',
    category: 'pens-and-paint',
    price_cents: 620,
    description:
      'Soft graphite in a fat cedar barrel, with an eraser that erases. One pencil: the box of twelve was always eleven too many.',
    size: '12 cm, 4B',
    material: 'Cedar, graphite',
    vector: '270f-fe0f',
    tones: ['clay', 'straw'],
  },
  {
    object: 'ballpoint',
    name: 'Clip ballpoint',
    category: 'pens-and-paint',
    price_cents: 2700,
    description:
      'A ballpoint with a middle ring that turns the tip out and in without a click. The clip is sprung and forgives thick pockets.',
    size: '14 cm, refill G2',
    material: 'Lacquered brass',
    vector: '1f58a-fe0f',
    tones: ['fjord', 'clay'],
  },
  {
    object: 'crayon',
    name: 'Wax crayons',
    category: 'pens-and-paint',
    price_cents: 590,
    description:
      'A fat crayon in a paper sleeve that can be torn down as it wears. It covers, it blends, and it comes off tables with butter.',
    size: '12 × 1.6 cm, box of six',
    material: 'Beeswax, pigment, paper sleeve',
    vector: '1f58d-fe0f',
    tones: ['clay', 'sage', 'fjord'],
  },
  {
    object: 'paintbrush',
    name: 'Round brush',
    category: 'pens-and-paint',
    price_cents: 1600,
    description:
      'A soft brush that holds a great deal of water and ends in a point again by itself. Wash it before the telephone rings, not after.',
    size: 'Size 12, 26 cm',
    material: 'Squirrel hair, birch handle',
    vector: '1f58c-fe0f',
    tones: ['clay', 'fjord', 'sage'],
  },
  {
    object: 'palette',
    name: 'Mixing palette',
    category: 'pens-and-paint',
    price_cents: 2900,
    description:
      'A kidney-shaped board with a hole for the thumb and four colours to begin with. After a year it will be the best picture you have made.',
    size: '34 × 26 cm',
    material: 'Pear wood, oiled',
    vector: '1f3a8',
    tones: ['natural', 'sage'],
  },
];
