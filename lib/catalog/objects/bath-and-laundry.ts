import type { ObjectEntry } from '../object-entry';

export const BATH_AND_LAUNDRY: readonly ObjectEntry[] = [
  {
    object: 'soap',
    name: 'Bar of soap',
    category: 'bath-and-laundry',
    price_cents: 680,
    description:
      'A cushion-shaped bar that lathers in hard water and smells of very little. It lasts a month by the basin, or one visit of nephews.',
    size: '9 × 6 × 3 cm, 140 g',
    material: 'Olive oil soap',
    vector: '1f9fc',
    tones: ['plum', 'fjord', 'sage'],
  },
  {
    object: 'toothbrush',
    name: 'Toothbrush',
    category: 'bath-and-laundry',
    price_cents: 860,
    description:
      'A straight handle, three rows of medium bristles and no rubber anywhere. Buy two, for the same reason one always does.',
    size: '19 cm',
    material: 'Cellulose acetate, nylon bristles',
    vector: '1faa5',
    tones: ['clay', 'fjord', 'sage'],
  },
  {
    object: 'razor',
    name: 'Safety razor',
    category: 'bath-and-laundry',
    price_cents: 3800,
    description:
      'A short, heavy handle with a dot where the thumb goes, and a blade that costs less than a stamp. It asks for slowness and returns it.',
    size: '10 × 5 cm',
    material: 'Chrome-plated brass',
    vector: '1fa92',
    tones: ['fjord', 'clay', 'sage'],
  },
  {
    object: 'lotion',
    name: 'Hand lotion',
    category: 'bath-and-laundry',
    price_cents: 2100,
    description:
      'A pump bottle with a drop on it, in case there were doubts. The lotion sinks in before the telephone rings.',
    size: '250 ml',
    material: 'Oat, almond oil; glass bottle',
    vector: '1f9f4',
    tones: ['clay', 'fjord', 'sage'],
  },
  {
    object: 'plunger',
    name: 'Plunger',
    category: 'bath-and-laundry',
    price_cents: 1900,
    description:
      'A firm rubber bell on a sanded stick, well proportioned, which nobody will mention. It is bought once, and in a hurry, so buy it now.',
    size: '14 × 46 cm',
    material: 'Natural rubber, beech handle',
    vector: '1faa0',
    tones: ['clay', 'sage'],
  },
  {
    object: 'broom',
    name: 'Straight broom',
    category: 'bath-and-laundry',
    price_cents: 2900,
    description:
      'Stiff straw bound three times and trimmed at an angle, so that it reaches corners before you do. It stands on its handle, never on its straw.',
    size: '32 × 128 cm',
    material: 'Rice straw, ash handle',
    vector: '1f9f9',
    tones: ['natural', 'fjord'],
  },
  {
    object: 'thread',
    name: 'Reel of thread',
    category: 'bath-and-laundry',
    price_cents: 1100,
    description:
      'Two hundred metres of waxed thread on a wooden reel, with the needle already in it. Enough for every button you own, and one you do not.',
    size: '4 × 5 cm, 200 m',
    material: 'Cotton, lime wood reel',
    vector: '1f9f5',
    tones: ['fjord', 'clay', 'sage'],
  },
];
