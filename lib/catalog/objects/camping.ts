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
    tones: ['fjord', 'straw', 'slate'],
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
  {
    object: 'tent',
    name: 'Ridge tent',
    category: 'camping',
    price_cents: 11500,
    description:
      'A tent for two with one door and one window, put up in nine minutes by people who are speaking to each other. The moon came with the view.',
    size: '210 × 130 × 110 cm, 3.4 kg',
    material: 'Ripstop cotton, aluminium poles',
    vector: '26fa',
    tones: ['sage', 'clay', 'fjord'],
  },
  {
    object: 'map',
    name: 'Folding map of the world',
    category: 'camping',
    price_cents: 2100,
    description:
      'Six folds and most of the countries, on paper that survives rain and arguments. It cannot be folded wrongly, only differently.',
    size: '96 × 62 cm',
    material: 'Waterproof paper',
    vector: '1f5fa-fe0f',
    tones: ['natural', 'fjord'],
  },
  {
    object: 'axe',
    name: 'Camp axe',
    category: 'camping',
    price_cents: 5500,
    description:
      'A painted head on a curved handle, ground to an edge and sent with a cover for it. It splits kindling and, if asked firmly, logs.',
    size: '48 cm, 900 g',
    material: 'Forged steel, ash handle',
    vector: '1fa93',
    tones: ['clay', 'fjord'],
  },
  {
    object: 'torch',
    name: 'Hand torch',
    category: 'camping',
    price_cents: 3100,
    description:
      'A torch with a wide reflector and a switch that works under a thumb in a mitten. It throws light where it is pointed and nowhere else.',
    size: '19 × 6 cm, two D cells',
    material: 'Spun aluminium',
    vector: '1f526',
    tones: ['slate', 'straw'],
  },
  {
    object: 'rope',
    name: 'Braided rope',
    category: 'camping',
    price_cents: 2700,
    description:
      'Fifteen metres of firm braid, shown in the one knot everybody half remembers. It floats, holds and can be undone again.',
    size: '10 mm, 15 m',
    material: 'Braided polyamide',
    vector: '1faa2',
    tones: ['fjord', 'clay', 'sage'],
  },
];
