import type { ObjectEntry } from '../object-entry';

export const SPORT: readonly ObjectEntry[] = [
  {
    object: 'roller-skate',
    name: 'Roller skates',
    category: 'sport',
    price_cents: 6800,
    description:
      'High boots on soft wheels, laced at the ankle, with nothing at the toe to stop them. Sold as a pair; the other one is just out of the picture.',
    size: '34 to 44',
    material: 'Leather, polyurethane wheels',
    vector: '1f6fc',
    tones: ['clay', 'fjord'],
  },
];
