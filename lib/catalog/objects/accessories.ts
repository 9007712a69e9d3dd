import type { ObjectEntry } from '../object-entry';

export const ACCESSORIES: readonly ObjectEntry[] = [
  {
    object: 'scarf',
    name: 'Fringed scarf',
    category: 'accessories',
    price_cents: 5400,
    description:
      'Long enough for one loop and two ends, fringed at both. Knitted in one piece from lambswool that has been washed until it stopped arguing.',
    size: '30 × 190 cm',
    material: 'Lambswool',
    vector: '1f9e3',
    tones: ['plum', 'clay', 'fjord'],
  },
  {
    object: 'socks',
    name: 'Striped socks',
    category: 'accessories',
    price_cents: 1150,
    description:
      'Ribbed at the top, doubled at heel and toe, striped so that they can be told from yours. The pair is a pair: we checked.',
    size: '36 to 40 and 41 to 46',
    material: '80 % cotton, 20 % polyamide',
    vector: '1f9e6',
    tones: ['sage', 'straw'],
  },
  {
    object: 'umbrella',
    name: 'Crook umbrella',
    category: 'accessories',
    price_cents: 4200,
    description:
      'Eight ribs, a bent cherry handle, and a canopy wide enough for one person and one bag. It has been turned inside out on purpose and came back.',
    size: '104 cm open, 88 cm long',
    material: 'Pongee, fibreglass ribs, cherry',
    vector: '2602-fe0f',
    tones: ['plum', 'fjord', 'sage'],
  },
];
