import type { ObjectEntry } from '../object-entry';

export const DESK: readonly ObjectEntry[] = [
  {
    object: 'notebook',
    name: 'Banded notebook',
    category: 'desk',
    price_cents: 1400,
    description:
      'A hundred and ninety-two pages, thread-sewn so that it lies flat, held shut by an elastic. The label on the front is blank and will stay so for months.',
    size: '13 × 21 cm, dotted',
    material: 'Cloth boards, 90 g paper',
    vector: '1f4d3',
    tones: ['plum', 'fjord'],
  },
  {
    object: 'fountain-pen',
    name: 'Fountain pen',
    category: 'desk',
    price_cents: 3200,
    description:
      'A steel nib with a little give and a cap that clicks twice. It takes cartridges, or any ink bottle one is prepared to live near.',
    size: '13.8 cm closed, 19 g',
    material: 'Resin barrel, steel nib',
    vector: '1f58b-fe0f',
    tones: ['fjord', 'clay'],
  },
  {
    object: 'scissors',
    name: 'Paper scissors',
    category: 'desk',
    price_cents: 1900,
    description:
      'Two forged blades and two round handles that fit either hand. They cut to the very tip, and should be hidden from whoever cuts wire.',
    size: '19 cm',
    material: 'Forged steel, coated handles',
    vector: '2702-fe0f',
    tones: ['clay', 'fjord'],
  },
  {
    object: 'pencil',
    name: 'Thick pencil',
    category: 'desk',
    price_cents: 620,
    description:
      'Soft graphite in a fat cedar barrel, with an eraser that erases. One pencil: the box of twelve was always eleven too many.',
    size: '12 cm, 4B',
    material: 'Cedar, graphite',
    vector: '270f-fe0f',
    tones: ['clay', 'straw'],
  },
];
