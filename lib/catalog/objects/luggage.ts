import type { ObjectEntry } from '../object-entry';

export const LUGGAGE: readonly ObjectEntry[] = [
  {
    object: 'backpack',
    name: 'Day backpack',
    category: 'luggage',
    price_cents: 7900,
    description:
      'One large room, one front pocket, and a zip with a pull that works in gloves. It stands up when put down, which is rarer than it should be.',
    size: '30 × 42 × 16 cm, 18 litres',
    material: 'Waxed cotton, brass zip',
    vector: '1f392',
    tones: ['clay', 'fjord', 'sage', 'plum', 'straw'],
  },
  {
    object: 'suitcase',
    name: 'Ribbed suitcase',
    category: 'luggage',
    price_cents: 16500,
    description:
      'A hard shell with three ribs that take the knocks, on wheels that can be changed with a coin. Made to the size airlines mean, not the one they print.',
    size: '38 × 55 × 20 cm, 36 litres',
    material: 'Polycarbonate, aluminium handle',
    vector: '1f9f3',
    tones: ['fjord', 'sage', 'clay', 'plum'],
  },
  {
    object: 'briefcase',
    name: 'Briefcase',
    category: 'luggage',
    price_cents: 13000,
    description:
      'One lock, one handle and two rooms, of which the second is for lunch. It stands up in a train and lies down under a seat.',
    size: '40 × 29 × 9 cm',
    material: 'Bridle leather, brass lock',
    vector: '1f4bc',
    tones: ['clay', 'slate', 'sage'],
  },
  {
    object: 'basket',
    name: 'Market basket',
    category: 'luggage',
    price_cents: 4200,
    description:
      'A deep basket with a bentwood handle and a weave that widens upwards. Bread stands in it, bottles lie in it, and eggs have the last word.',
    size: '38 × 26 × 24 cm',
    material: 'Peeled willow',
    vector: '1f9fa',
    tones: ['natural', 'fjord', 'sage', 'straw'],
  },
];
