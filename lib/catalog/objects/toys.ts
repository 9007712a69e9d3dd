import type { ObjectEntry } from '../object-entry';

export const TOYS: readonly ObjectEntry[] = [
  {
    object: 'teddy',
    name: 'Sitting bear',
    category: 'toys',
    price_cents: 2900,
    description:
      'A bear that sits without help and looks at whoever came in. Stitched eyes, no small parts, washable up to the point of dignity.',
    size: '28 cm seated',
    material: 'Mohair blend, wool filling',
    vector: '1f9f8',
    tones: ['natural'],
  },
  {
    object: 'yo-yo',
    name: 'Yo-yo',
    category: 'toys',
    price_cents: 850,
    description:
      'A turned disc with a star on its face and a cotton string with a loop. It goes down; the rest is up to the owner.',
    size: '5.8 cm, 90 cm string',
    material: 'Maple, cotton',
    vector: '1fa80',
    tones: ['plum', 'clay'],
  },
  {
    object: 'kite',
    name: 'Diamond kite',
    category: 'toys',
    price_cents: 2700,
    description:
      'Four panels, four colours and three bows on the tail that do more than decorate. It flies in any wind that moves washing.',
    size: '70 × 90 cm, 40 m line',
    material: 'Ripstop nylon, ash spars',
    vector: '1fa81',
    tones: ['natural'],
  },
  {
    object: 'nesting-doll',
    name: 'Nesting doll',
    category: 'toys',
    price_cents: 3600,
    description:
      'Five dolls, each inside the next, all with the same patient expression. The smallest is solid and easily lost: look under the sofa first.',
    size: '14 cm, set of five',
    material: 'Lime wood, painted by hand',
    vector: '1fa86',
    tones: ['clay'],
  },
];
