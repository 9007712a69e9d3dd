import type { ObjectEntry } from '../object-entry';

export const GLASSWARE: readonly ObjectEntry[] = [
  {
    object: 'wine-glass',
    name: 'Stemmed glass',
    category: 'glassware',
    price_cents: 1650,
    description:
      'A round bowl on a stem that is thin where it shows and thick where it is held. Photographed a third full, which is as full as it should ever be.',
    size: '8 × 19 cm, 350 ml',
    material: 'Lead-free crystal',
    vector: '1f377',
    tones: ['plum', 'clay'],
  },
];
