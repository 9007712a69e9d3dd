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
    tones: ['plum', 'clay', 'straw'],
  },
  {
    object: 'cocktail-glass',
    name: 'Cocktail glass',
    category: 'glassware',
    price_cents: 2200,
    description:
      'A wide cone on a stem, thin enough to be careful with and not so thin that one must be. Comes without the olive.',
    size: '11 × 17 cm, 180 ml',
    material: 'Lead-free crystal',
    vector: '1f378',
    tones: ['sage', 'clay', 'fjord', 'straw'],
  },
  {
    object: 'tall-beaker',
    name: 'Tall beaker with straw',
    category: 'glassware',
    price_cents: 1700,
    description:
      'A tall glass with a wide straw, made for tea that has things at the bottom of it. It has been emptied without noise, though not by anyone here.',
    size: '8 × 12 cm, 400 ml',
    material: 'Borosilicate glass, bamboo lid',
    vector: '1f9cb',
    tones: ['clay', 'straw'],
  },
  {
    object: 'whisky-tumbler',
    name: 'Square tumbler',
    category: 'glassware',
    price_cents: 2500,
    description:
      'A low glass with a base as thick as a thumb, so that it is put down rather than dropped. Half of what you see is glass.',
    size: '9 × 8 cm, 280 ml',
    material: 'Pressed glass',
    vector: '1f943',
    tones: ['clay', 'straw'],
  },
  {
    object: 'beer-mug',
    name: 'Handled mug',
    category: 'glassware',
    price_cents: 2300,
    description:
      'A mug with upright panels and a handle that takes four fingers. It holds half a litre, measured below the foam.',
    size: '9 × 14 cm, 500 ml',
    material: 'Moulded glass',
    vector: '1f37a',
    tones: ['straw', 'clay'],
  },
  {
    object: 'water-glass',
    name: 'Plain tumbler',
    category: 'glassware',
    price_cents: 1150,
    description:
      'A glass that widens a little towards the top so that it stacks with others of its kind. Tinted in the melt, and equally good with milk.',
    size: '8 × 11 cm, 300 ml',
    material: 'Recycled glass',
    vector: '1f95b',
    tones: ['fjord', 'sage', 'plum', 'straw'],
  },
];
