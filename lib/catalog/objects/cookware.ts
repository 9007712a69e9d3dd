import type { ObjectEntry } from '../object-entry';

export const COOKWARE: readonly ObjectEntry[] = [
  {
    object: 'mixing-bowl',
    name: 'Mixing bowl with spoon',
    category: 'cookware',
    price_cents: 2600,
    description:
      'Deep enough to beat cream in without redecorating. The spoon stands up in it by itself, which is how one knows the dough is done.',
    size: '22 cm across, 2.4 litres',
    material: 'Enamelled steel, steel spoon',
    vector: '1f963',
    tones: ['fjord', 'sage', 'plum'],
  },
  {
    object: 'salt-shaker',
    name: 'Salt shaker',
    category: 'cookware',
    price_cents: 950,
    description:
      'Pressed glass under a brushed cap with five holes, one more than strictly needed. A few grains of rice will keep it talking in damp weather.',
    size: '5 × 10 cm',
    material: 'Glass, brushed steel',
    vector: '1f9c2',
    tones: ['fjord', 'sage', 'clay'],
  },
  {
    object: 'frying-pan',
    name: 'Frying pan',
    category: 'cookware',
    price_cents: 5200,
    description:
      'A low iron pan with a pouring lip on neither side and a handle that can be hung from a nail. The egg is for scale, and was eaten.',
    size: '26 cm across, 1.9 kg',
    material: 'Cast iron, aubergine enamel',
    vector: '1f373',
    tones: ['natural'],
  },
  {
    object: 'stockpot',
    name: 'Stockpot',
    category: 'cookware',
    price_cents: 6100,
    description:
      'A pot for whatever is left, with two handles set wide enough for a folded cloth. Shown with what was left.',
    size: '20 cm across, 4 litres',
    material: 'Tri-ply steel, riveted handles',
    vector: '1f372',
    tones: ['natural'],
  },
  {
    object: 'rice-bowl',
    name: 'Rice bowl',
    category: 'cookware',
    price_cents: 1950,
    description:
      'A round bowl on a small foot, warm in the hand and cool at the rim. The rice stands above the edge for the photograph, as at home it should not.',
    size: '12 × 7 cm, 350 ml',
    material: 'Lacquered maple',
    vector: '1f35a',
    tones: ['clay', 'fjord', 'sage', 'plum'],
  },
  {
    object: 'kitchen-knife',
    name: 'Cook’s knife',
    category: 'cookware',
    price_cents: 6500,
    description:
      'A broad blade with enough heel to clear the knuckles and a handle held by two rivets. It arrives sharp and can stay so with very little attention.',
    size: 'Blade 20 cm',
    material: 'Forged steel, riveted beech',
    vector: '1f52a',
    tones: ['fjord', 'clay'],
  },
  {
    object: 'place-setting',
    name: 'Place setting',
    category: 'cookware',
    price_cents: 4300,
    description:
      'One plate, one fork, one knife, in one colour, for a person who knows how many are coming. Buy as many as you have chairs.',
    size: 'Plate 27 cm, fork and knife 21 cm',
    material: 'Porcelain, matt steel',
    vector: '1f37d-fe0f',
    tones: ['fjord', 'sage', 'clay', 'straw'],
  },
  {
    object: 'chopsticks',
    name: 'Pair of chopsticks',
    category: 'cookware',
    price_cents: 1400,
    description:
      'Two tapered sticks with dark grips and tips that have been left a little rough. They hold a pea, if the person does.',
    size: '23 cm',
    material: 'Lacquered birch',
    vector: '1f962',
    tones: ['clay', 'fjord', 'sage'],
  },
  {
    object: 'fondue-set',
    name: 'Fondue on a burner',
    category: 'cookware',
    price_cents: 6900,
    description:
      'A small pot on its own fire, with two forks that may not be confused. Whoever loses the bread washes up.',
    size: '16 × 22 cm, 1.2 litres',
    material: 'Enamelled iron, beech-handled forks',
    vector: '1fad5',
    tones: ['clay', 'fjord'],
  },
];
