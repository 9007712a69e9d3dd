import type { ObjectEntry } from '../object-entry';

export const OUTDOORS: readonly ObjectEntry[] = [
  {
    object: 'umbrella',
    name: 'Crook umbrella',
    category: 'outdoors',
    price_cents: 4200,
    description:
      'Eight ribs, a bent cherry handle, and a canopy wide enough for one person and one bag. It has been turned inside out on purpose and came back.',
    size: '104 cm open, 88 cm long',
    material: 'Pongee, fibreglass ribs, cherry',
    vector: '2602-fe0f',
    tones: ['plum', 'fjord', 'sage'],
  },
  {
    object: 'bucket',
    name: 'Bucket',
    category: 'outdoors',
    price_cents: 1600,
    description:
      'A bucket with tapered sides, a deep rim and a handle that stays up when asked. It carries water in one direction and shells in the other.',
    size: '27 cm across, 10 litres',
    material: 'Powder-coated steel',
    vector: '1faa3',
    tones: ['fjord', 'clay'],
  },
  {
    object: 'telescope',
    name: 'Field telescope',
    category: 'outdoors',
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
    category: 'outdoors',
    price_cents: 3400,
    description:
      'A floating needle under glass in a brass case with a ring for a cord. It knows one thing and is right about it.',
    size: '5 cm across, 62 g',
    material: 'Brass, mineral glass',
    vector: '1f9ed',
    tones: ['natural'],
  },
];
