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
    tones: ['clay', 'fjord', 'sage'],
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
  {
    object: 'hourglass',
    name: 'Hourglass',
    category: 'lamps-and-clocks',
    price_cents: 3300,
    description:
      'Fourteen minutes of sand between two wooden plates. It is exact enough for eggs and vague enough for conversation.',
    size: '9 × 17 cm',
    material: 'Blown glass, beech, sand',
    vector: '231b',
    tones: ['straw', 'clay', 'fjord'],
  },
  {
    object: 'candle',
    name: 'Pillar candle',
    category: 'lamps-and-clocks',
    price_cents: 1800,
    description:
      'A thick candle that runs down one side, which is how one knows it is wax. It smells of nothing, and so does not interrupt dinner.',
    size: '7 × 14 cm, 40 hours',
    material: 'Beeswax blend, cotton wick',
    vector: '1f56f-fe0f',
    tones: ['natural', 'straw', 'clay'],
  },
  {
    object: 'light-bulb',
    name: 'Round bulb',
    category: 'lamps-and-clocks',
    price_cents: 1650,
    description:
      'A large clear bulb with a filament drawn by somebody with a sense of line. Six watts, warm, and good on its own at the end of a wire.',
    size: '9.5 × 14 cm, E27',
    material: 'Glass, brass-plated cap',
    vector: '1f4a1',
    tones: ['straw', 'natural'],
  },
  {
    object: 'lantern',
    name: 'Paper lantern',
    category: 'lamps-and-clocks',
    price_cents: 3000,
    description:
      'Hoops of bamboo under striped paper, folding flat when the party is over. The light inside is electric and has no opinion of the paper.',
    size: '28 × 46 cm',
    material: 'Mulberry paper, bamboo rings',
    vector: '1f3ee',
    tones: ['clay', 'fjord', 'sage', 'plum'],
  },
  {
    object: 'kitchen-timer',
    name: 'Kitchen timer',
    category: 'lamps-and-clocks',
    price_cents: 2700,
    description:
      'A dial that is turned past the hour and back to the minutes, then rings once, firmly. It stands on its own feet and needs no battery.',
    size: '10 × 11 cm',
    material: 'Enamelled steel',
    vector: '23f2-fe0f',
    tones: ['fjord', 'clay', 'sage'],
  },
];
