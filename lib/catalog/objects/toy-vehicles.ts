import type { ObjectEntry } from '../object-entry';

export const TOY_VEHICLES: readonly ObjectEntry[] = [
  {
    object: 'toy-car',
    name: 'Small saloon',
    category: 'toy-vehicles',
    price_cents: 1900,
    description:
      'A toy car with two lamps, a friendly bumper and axles that run straight across a kitchen floor. It has never been late, and it has never been anywhere.',
    size: '14 × 7 × 6 cm',
    material: 'Beech, steel axles',
    vector: '1f697',
    tones: ['clay', 'fjord', 'sage'],
  },
];
