import type { ObjectEntry } from '../object-entry';

export const SHOES: readonly ObjectEntry[] = [
  {
    object: 'sneaker',
    name: 'Running shoe',
    category: 'shoes',
    price_cents: 8900,
    description:
      'A light shoe with a padded heel and laces that stay where they were tied. Sold in pairs, photographed alone.',
    size: '36 to 47',
    material: 'Recycled mesh, rubber sole',
    vector: '1f45f',
    tones: ['fjord', 'sage', 'clay', 'plum'],
  },
  {
    object: 'brogue',
    name: 'Laced shoe',
    category: 'shoes',
    price_cents: 9900,
    description:
      'A low shoe with a small heel and three pairs of eyelets. It can be resoled twice, which brings it to about eleven years.',
    size: '39 to 47',
    material: 'Calf leather, leather sole',
    vector: '1f45e',
    tones: ['clay', 'slate', 'sage'],
  },
  {
    object: 'hiking-boot',
    name: 'Walking boot',
    category: 'shoes',
    price_cents: 11000,
    description:
      'An ankle boot with a toothed sole and a padded collar of darker leather. It is stiff for three walks and then yours.',
    size: '36 to 47',
    material: 'Nubuck leather, rubber sole',
    vector: '1f97e',
    tones: ['straw', 'sage', 'fjord'],
  },
  {
    object: 'ballet-flat',
    name: 'Flat shoe',
    category: 'shoes',
    price_cents: 6400,
    description:
      'A slipper that has been taught to go outdoors, cut low and lined throughout. It folds in half for those who change on trains.',
    size: '35 to 42',
    material: 'Goat leather, rubber sole',
    vector: '1f97f',
    tones: ['fjord', 'plum', 'sage'],
  },
  {
    object: 'heel',
    name: 'Court shoe',
    category: 'shoes',
    price_cents: 9100,
    description:
      'A pointed shoe on a straight heel, balanced so that one stands in it rather than on it. Suitable for three hours, or a whole evening if seated.',
    size: '35 to 42, heel 9 cm',
    material: 'Calf leather',
    vector: '1f460',
    tones: ['plum', 'clay', 'fjord'],
  },
  {
    object: 'boot',
    name: 'Ankle boot',
    category: 'shoes',
    price_cents: 9600,
    description:
      'A pull-on boot with a pale strip down the side and a heel that does not announce itself. There is a loop at the back that holds.',
    size: '36 to 44',
    material: 'Calf leather, stacked heel',
    vector: '1f462',
    tones: ['clay', 'sage', 'fjord'],
  },
  {
    object: 'flip-flop',
    name: 'Beach sandal',
    category: 'shoes',
    price_cents: 2300,
    description:
      'One sole, one strap and nothing that can rust. The strap goes through the sole and is knotted below, where the sand cannot find it.',
    size: '36 to 46',
    material: 'Natural rubber',
    vector: '1fa74',
    tones: ['fjord', 'sage'],
  },
];
