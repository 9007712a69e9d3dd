import type { ObjectEntry } from '../object-entry';

export const GARDEN_AND_TOOLS: readonly ObjectEntry[] = [
  {
    object: 'plant',
    name: 'Potted seedling',
    category: 'garden-and-tools',
    price_cents: 2200,
    description:
      'Five leaves on one stem, in a terracotta pot with a hole where it belongs. It wants a window, a little water, and not to be asked how it is doing.',
    size: '12 cm pot, about 30 cm tall',
    material: 'A plant, terracotta',
    vector: '1fab4',
    tones: ['natural'],
  },
  {
    object: 'bucket',
    name: 'Bucket',
    category: 'garden-and-tools',
    price_cents: 1600,
    description:
      'A bucket with tapered sides, a deep rim and a handle that stays up when asked. It carries water in one direction and shells in the other.',
    size: '27 cm across, 10 litres',
    material: 'Powder-coated steel',
    vector: '1faa3',
    tones: ['fjord', 'clay'],
  },
];
