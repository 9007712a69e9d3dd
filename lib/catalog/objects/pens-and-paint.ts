import type { ObjectEntry } from '../object-entry';

export const PENS_AND_PAINT: readonly ObjectEntry[] = [
  {
    object: 'fountain-pen',
    name: 'Fountain pen',
    category: 'pens-and-paint',
    price_cents: 3200,
    description:
      'A steel nib with a little give and a cap that clicks twice. It takes cartridges, or any ink bottle one is prepared to live near.',
    size: '13.8 cm closed, 19 g',
    material: 'Resin barrel, steel nib',
    vector: '1f58b-fe0f',
    tones: ['fjord', 'clay'],
  },
  {
    object: 'pencil',
    name: 'Thick pencil',
    category: 'pens-and-paint',
    price_cents: 620,
    description:
      'Soft graphite in a fat cedar barrel, with an eraser that erases. One pencil: the box of twelve was always eleven too many.',
    size: '12 cm, 4B',
    material: 'Cedar, graphite',
    vector: '270f-fe0f',
    tones: ['clay', 'straw'],
  },
];
