import type { ObjectEntry } from '../object-entry';

export const WARDROBE: readonly ObjectEntry[] = [
  {
    object: 'coat',
    name: 'Three-button coat',
    category: 'wardrobe',
    price_cents: 24000,
    description:
      'A short coat with a wide collar and two slanted pockets set where hands go by themselves. The wool was milled twice, so that rain has to make up its mind.',
    size: 'S to XL, 74 cm long in M',
    material: '90 % wool, 10 % nylon, lined',
    vector: '1f9e5',
    tones: ['straw', 'fjord', 'sage'],
  },
  {
    object: 'scarf',
    name: 'Fringed scarf',
    category: 'wardrobe',
    price_cents: 5400,
    description:
      'Long enough for one loop and two ends, fringed at both. Knitted in one piece from lambswool that has been washed until it stopped arguing.',
    size: '30 × 190 cm',
    material: 'Lambswool',
    vector: '1f9e3',
    tones: ['plum', 'clay', 'fjord'],
  },
  {
    object: 'sneaker',
    name: 'Running shoe',
    category: 'wardrobe',
    price_cents: 8900,
    description:
      'A light shoe with a padded heel and laces that stay where they were tied. Sold in pairs, photographed alone.',
    size: '36 to 47',
    material: 'Recycled mesh, rubber sole',
    vector: '1f45f',
    tones: ['fjord', 'sage'],
  },
  {
    object: 'socks',
    name: 'Striped socks',
    category: 'wardrobe',
    price_cents: 1150,
    description:
      'Ribbed at the top, doubled at heel and toe, striped so that they can be told from yours. The pair is a pair: we checked.',
    size: '36 to 40 and 41 to 46',
    material: '80 % cotton, 20 % polyamide',
    vector: '1f9e6',
    tones: ['sage', 'straw'],
  },
];
