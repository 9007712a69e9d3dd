import type { ObjectEntry } from '../object-entry';

export const BOOKS_AND_PAPER: readonly ObjectEntry[] = [
  {
    object: 'notebook',
    name: 'Banded notebook',
    category: 'books-and-paper',
    price_cents: 1400,
    description:
      'A hundred and ninety-two pages, thread-sewn so that it lies flat, held shut by an elastic. The label on the front is blank and will stay so for months.',
    size: '13 × 21 cm, dotted',
    material: 'Cloth boards, 90 g paper',
    vector: '1f4d3',
    tones: ['plum', 'fjord', 'sage'],
  },
  {
    object: 'blank-book',
    name: 'Cloth-bound blank book',
    category: 'books-and-paper',
    price_cents: 2300,
    description:
      'A hard-backed book with nothing in it and a pale edge where the pages end. It lies open at the middle from the first day.',
    size: '14 × 21 cm, 192 pages',
    material: 'Book cloth, 100 g paper',
    vector: '1f4d8',
    tones: ['clay', 'fjord', 'sage', 'plum'],
  },
  {
    object: 'ring-notebook',
    name: 'Ring notebook',
    category: 'books-and-paper',
    price_cents: 1550,
    description:
      'Steel rings, a soft cover and a label to say which of your notebooks this is. Pages come out when asked and stay in otherwise.',
    size: '17 × 21 cm, 120 pages',
    material: 'Card cover, 80 g paper, steel rings',
    vector: '1f4d2',
    tones: ['straw', 'sage', 'fjord'],
  },
  {
    object: 'envelope',
    name: 'Lined envelopes',
    category: 'books-and-paper',
    price_cents: 1300,
    description:
      'A box of twenty with deep flaps and gum that tastes of nothing. Whatever is put in one is read more slowly.',
    size: '16 × 11 cm, 20 pieces',
    material: '120 g laid paper',
    vector: '2709-fe0f',
    tones: ['fjord', 'plum', 'sage'],
  },
  {
    object: 'calendar',
    name: 'Tear-off calendar',
    category: 'books-and-paper',
    price_cents: 2200,
    description:
      'Twelve leaves on two rings, one of them always a little turned up. It shows the days and leaves their meaning to you.',
    size: '14 × 14 cm',
    material: '70 g paper, steel rings',
    vector: '1f4c6',
    tones: ['clay', 'fjord'],
  },
  {
    object: 'bookmark',
    name: 'Ribbon bookmark',
    category: 'books-and-paper',
    price_cents: 810,
    description:
      'A forked tag with one star on it, which stays where reading stopped. It is flat enough for fine paper and loud enough to find.',
    size: '4 × 15 cm',
    material: 'Ribbon cloth, cotton cord',
    vector: '1f516',
    tones: ['clay', 'fjord', 'sage'],
  },
];
