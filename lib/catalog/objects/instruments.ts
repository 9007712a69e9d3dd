import type { ObjectEntry } from '../object-entry';

export const INSTRUMENTS: readonly ObjectEntry[] = [
  {
    object: 'guitar',
    name: 'Electric guitar',
    category: 'instruments',
    price_cents: 22900,
    description:
      'Two cutaways, two pick-ups and a pale guard that nobody has scratched yet. It comes unstrung, and is until then an excellent neighbour.',
    size: '99 cm, 628 mm scale',
    material: 'Alder body, maple neck',
    vector: '1f3b8',
    tones: ['clay', 'fjord'],
  },
];
