import type { ObjectEntry } from '../object-entry';

export const FURNITURE: readonly ObjectEntry[] = [
  {
    object: 'chair',
    name: 'Kitchen chair',
    category: 'furniture',
    price_cents: 18900,
    description:
      'Four splayed legs, one curved back, no wobble. The seat is dished just enough to be noticed after an hour, when most chairs are noticed for other reasons.',
    size: '44 × 48 × 82 cm, seat at 45 cm',
    material: 'Beech, stained and oiled',
    vector: '1fa91',
    tones: ['clay', 'sage', 'fjord', 'slate'],
  },
  {
    object: 'mirror',
    name: 'Scalloped mirror',
    category: 'furniture',
    price_cents: 9500,
    description:
      'An oval glass in a frame of six petals, bevelled by hand on the inner edge. It hangs upright or sideways and flatters in neither.',
    size: '40 × 58 cm',
    material: 'Cast resin frame, 4 mm silvered glass',
    vector: '1fa9e',
    tones: ['straw', 'fjord', 'sage'],
  },
  {
    object: 'sofa',
    name: 'Two-seat sofa and lamp',
    category: 'furniture',
    price_cents: 36000,
    description:
      'A sofa for two, or for one and a newspaper, with the lamp that was standing beside it when everybody asked. They are sold together because they had stopped looking right apart.',
    size: 'Sofa 164 × 82 × 78 cm, lamp 158 cm',
    material: 'Wool bouclé, beech frame, steel lamp',
    vector: '1f6cb-fe0f',
    tones: ['fjord', 'sage', 'clay', 'plum'],
  },
  {
    object: 'bed',
    name: 'Single bed',
    category: 'furniture',
    price_cents: 29000,
    description:
      'A low bed with a headboard high enough to read against and a blanket in the tone of the frame. It has been slept in by the designer, for science.',
    size: '90 × 200 cm, headboard 84 cm',
    material: 'Beech, linen cover, wool mattress',
    vector: '1f6cf-fe0f',
    tones: ['fjord', 'clay', 'sage'],
  },
  {
    object: 'door',
    name: 'Panelled door',
    category: 'furniture',
    price_cents: 18000,
    description:
      'Three panels and a knob, painted on both sides so that it may be hung either way. It leads wherever you put it.',
    size: '83 × 198 × 4 cm',
    material: 'Solid pine, painted, brass knob',
    vector: '1f6aa',
    tones: ['clay', 'sage', 'slate'],
  },
  {
    object: 'filing-cabinet',
    name: 'Two-drawer cabinet',
    category: 'furniture',
    price_cents: 13500,
    description:
      'Two deep drawers that run on ball bearings and stop before they fall out. There is a card holder on each, for those who are sure.',
    size: '42 × 68 × 52 cm',
    material: 'Powder-coated steel',
    vector: '1f5c4-fe0f',
    tones: ['fjord', 'sage', 'clay'],
  },
  {
    object: 'framed-landscape',
    name: 'Framed landscape',
    category: 'furniture',
    price_cents: 6300,
    description:
      'Two hills, one sun and a sky that has been left mostly alone. The frame is older in manner than the picture, and they get on.',
    size: '44 × 44 cm',
    material: 'Screen print, oak frame',
    vector: '1f5bc-fe0f',
    tones: ['natural', 'straw'],
  },
  {
    object: 'amphora',
    name: 'Two-handled vase',
    category: 'furniture',
    price_cents: 6800,
    description:
      'A tall vase with two handles and a key pattern cut before firing. It holds three branches, or an umbrella that nobody wants.',
    size: '18 × 38 cm',
    material: 'Earthenware, incised band',
    vector: '1f3fa',
    tones: ['natural', 'fjord', 'sage'],
  },
];
