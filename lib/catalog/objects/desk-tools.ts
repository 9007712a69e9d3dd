import type { ObjectEntry } from '../object-entry';

export const DESK_TOOLS: readonly ObjectEntry[] = [
  {
    object: 'scissors',
    name: 'Paper scissors',
    category: 'desk-tools',
    price_cents: 1900,
    description:
      'Two forged blades and two round handles that fit either hand. They cut to the very tip, and should be hidden from whoever cuts wire.',
    size: '19 cm',
    material: 'Forged steel, coated handles',
    vector: '2702-fe0f',
    tones: ['clay', 'fjord', 'sage'],
  },
  {
    object: 'ruler',
    name: 'Short ruler',
    category: 'desk-tools',
    price_cents: 950,
    description:
      'A flat rule with marks on one edge and a bevel on the other. It begins at nought, exactly at the end, as so few do.',
    size: '20 cm',
    material: 'Anodised aluminium',
    vector: '1f4cf',
    tones: ['straw', 'clay', 'fjord'],
  },
  {
    object: 'pushpin',
    name: 'Large pushpins',
    category: 'desk-tools',
    price_cents: 720,
    description:
      'A waisted head that fingers find by themselves and a point that means it. Twelve in a box, and you will need nine.',
    size: '24 mm, box of 12',
    material: 'Turned beech, steel',
    vector: '1f4cc',
    tones: ['clay', 'fjord', 'sage'],
  },
  {
    object: 'paperclips',
    name: 'Paper clips',
    category: 'desk-tools',
    price_cents: 630,
    description: 'Three bends, sixty times, in one colour. They hold twelve sheets, or each other.',
    size: '33 mm, box of 60',
    material: 'Coated steel wire',
    vector: '1f587-fe0f',
    tones: ['slate', 'straw'],
  },
  {
    object: 'magnifier',
    name: 'Reading lens',
    category: 'desk-tools',
    price_cents: 3500,
    description:
      'A round lens on a short handle that sits in the fist. For maps, stamps, and the small print of others.',
    size: '9 cm across, 2.5 ×',
    material: 'Mineral glass, lacquered rim',
    vector: '1f50d',
    tones: ['fjord', 'clay'],
  },
  {
    object: 'folder',
    name: 'Tabbed folders',
    category: 'desk-tools',
    price_cents: 1300,
    description:
      'Five stout folders with a round tab each, pale enough to be written on. What goes into one is settled, for the time being.',
    size: '24 × 32 cm, 5 pieces',
    material: '300 g card',
    vector: '1f4c1',
    tones: ['straw', 'sage', 'fjord'],
  },
  {
    object: 'card-box',
    name: 'Card index',
    category: 'desk-tools',
    price_cents: 5700,
    description:
      'A wooden box with dividers, eighty cards and a label holder in front. It searches at the speed of fingers, and finds things you had not asked for.',
    size: '21 × 17 × 15 cm',
    material: 'Stained beech, 80 cards',
    vector: '1f5c3-fe0f',
    tones: ['fjord', 'sage', 'clay'],
  },
  {
    object: 'desk-bell',
    name: 'Counter bell',
    category: 'desk-tools',
    price_cents: 3100,
    description:
      'One push, one note, held for four seconds. It brings people from other rooms, including some who do not work there.',
    size: '9 × 7 cm',
    material: 'Brass, walnut base',
    vector: '1f6ce-fe0f',
    tones: ['natural', 'fjord'],
  },
];
