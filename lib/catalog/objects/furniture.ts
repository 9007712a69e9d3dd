import type { ObjectEntry } from '../object-entry';

export const FURNITURE: readonly ObjectEntry[] = [
  {
    object: 'chair',
    name: 'Kitchen chair',
    category: 'furniture',
    price_cents: 18900,
    description:
      'Four splayed legs, one curved back, no wobble. The seat is dished just enough to be noticed after an hour, when most chairs are noticed for other reasons.',
    size: '44 × 48 × 82 cm, seat at 45 cm',
    material: 'Beech, stained and oiled',
    vector: '1fa91',
    tones: ['clay', 'sage', 'fjord', 'slate'],
  },
  {
    object: 'mirror',
    name: 'Scalloped mirror',
    category: 'furniture',
    price_cents: 9500,
    description:
      'An oval glass in a frame of six petals, bevelled by hand on the inner edge. It hangs upright or sideways and flatters in neither.',
    size: '40 × 58 cm',
    material: 'Cast resin frame, 4 mm silvered glass',
    vector: '1fa9e',
    tones: ['straw'],
  },
];
