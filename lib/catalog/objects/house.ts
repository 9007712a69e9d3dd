import type { ObjectEntry } from '../object-entry';

export const HOUSE: readonly ObjectEntry[] = [
  {
    object: 'chair',
    name: 'Kitchen chair',
    category: 'house',
    price_cents: 18900,
    description:
      'Four splayed legs, one curved back, no wobble. The seat is dished just enough to be noticed after an hour, when most chairs are noticed for other reasons.',
    size: '44 × 48 × 82 cm, seat at 45 cm',
    material: 'Beech, stained and oiled',
    vector: '1fa91',
    tones: ['clay', 'sage', 'fjord', 'slate'],
  },
  {
    object: 'alarm-clock',
    name: 'Alarm clock',
    category: 'house',
    price_cents: 3900,
    description:
      'Two bells, two hands, and a tick that can be heard from the next room but not from the one after. It has no snooze, and is sorry about that.',
    size: '11 × 15 × 6 cm',
    material: 'Lacquered steel, brass bells, one AA cell',
    vector: '23f0',
    tones: ['clay', 'fjord'],
  },
  {
    object: 'mirror',
    name: 'Scalloped mirror',
    category: 'house',
    price_cents: 9500,
    description:
      'An oval glass in a frame of six petals, bevelled by hand on the inner edge. It hangs upright or sideways and flatters in neither.',
    size: '40 × 58 cm',
    material: 'Cast resin frame, 4 mm silvered glass',
    vector: '1fa9e',
    tones: ['straw'],
  },
  {
    object: 'mantel-clock',
    name: 'Mantel clock',
    category: 'house',
    price_cents: 14500,
    description:
      'An arched case with a plain dial that can be read from across a dinner. It strikes the hours softly and leaves the halves to itself.',
    size: '26 × 24 × 11 cm',
    material: 'Walnut case, brass movement',
    vector: '1f570-fe0f',
    tones: ['natural'],
  },
  {
    object: 'plant',
    name: 'Potted seedling',
    category: 'house',
    price_cents: 2200,
    description:
      'Five leaves on one stem, in a terracotta pot with a hole where it belongs. It wants a window, a little water, and not to be asked how it is doing.',
    size: '12 cm pot, about 30 cm tall',
    material: 'A plant, terracotta',
    vector: '1fab4',
    tones: ['natural'],
  },
];
