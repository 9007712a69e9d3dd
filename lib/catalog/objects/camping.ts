import type { ObjectEntry } from '../object-entry';

export const CAMPING: readonly ObjectEntry[] = [
  {
    object: 'telescope',
    name: 'Field telescope',
    category: 'camping',
    price_cents: 21500,
    description:
      'A short refractor on three thin legs that finds the moon in under a minute. On cloudy nights it is a handsome reason to stay up anyway.',
    size: '70 mm aperture, 140 cm tall',
    material: 'Anodised aluminium, coated glass',
    vector: '1f52d',
    tones: ['fjord', 'straw'],
  },
  {
    object: 'compass',
    name: 'Pocket compass',
    category: 'camping',
    price_cents: 3400,
    description:
      'A floating needle under glass in a brass case with a ring for a cord. It knows one thing and is right about it.',
    size: '5 cm across, 62 g',
    material: 'Brass, mineral glass',
    vector: '1f9ed',
    tones: ['natural'],
  },
];
