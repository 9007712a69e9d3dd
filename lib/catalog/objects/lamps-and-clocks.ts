import type { ObjectEntry } from '../object-entry';

export const LAMPS_AND_CLOCKS: readonly ObjectEntry[] = [
  {
    object: 'alarm-clock',
    name: 'Alarm clock',
    category: 'lamps-and-clocks',
    price_cents: 3900,
    description:
      'Two bells, two hands, and a tick that can be heard from the next room but not from the one after. It has no snooze, and is sorry about that.',
    size: '11 × 15 × 6 cm',
    material: 'Lacquered steel, brass bells, one AA cell',
    vector: '23f0',
    tones: ['clay', 'fjord'],
  },
  {
    object: 'mantel-clock',
    name: 'Mantel clock',
    category: 'lamps-and-clocks',
    price_cents: 14500,
    description:
      'An arched case with a plain dial that can be read from across a dinner. It strikes the hours softly and leaves the halves to itself.',
    size: '26 × 24 × 11 cm',
    material: 'Walnut case, brass movement',
    vector: '1f570-fe0f',
    tones: ['natural'],
  },
];
