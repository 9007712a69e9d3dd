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
    tones: ['plum', 'fjord'],
  },
];
