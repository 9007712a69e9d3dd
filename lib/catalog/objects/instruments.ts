import type { ObjectEntry } from '../object-entry';

export const INSTRUMENTS: readonly ObjectEntry[] = [
  {
    object: 'guitar',
    name: 'Electric guitar',
    category: 'instruments',
    price_cents: 22900,
    description:
      'Two cutaways, two pick-ups and a pale guard that nobody has scratched yet. It comes unstrung, and is until then an excellent neighbour.',
    size: '99 cm, 628 mm scale',
    material: 'Alder body, maple neck',
    vector: '1f3b8',
    tones: ['clay', 'fjord', 'sage'],
  },
  {
    object: 'violin',
    name: 'Violin',
    category: 'instruments',
    price_cents: 30000,
    description:
      'A student’s violin made as if for the teacher, set up and tuned before it leaves. It sounds better from the next room for a year, then from everywhere.',
    size: 'Full size, 59 cm',
    material: 'Spruce top, maple back',
    vector: '1f3bb',
    tones: ['natural', 'slate'],
  },
  {
    object: 'trumpet',
    name: 'Pocket trumpet',
    category: 'instruments',
    price_cents: 17000,
    description:
      'Three valves and a good length of tube, wound up small. It is as loud as a large one, as the neighbours should know in advance.',
    size: '34 cm, B flat',
    material: 'Brass, lacquered',
    vector: '1f3ba',
    tones: ['natural', 'slate'],
  },
  {
    object: 'saxophone',
    name: 'Saxophone',
    category: 'instruments',
    price_cents: 33000,
    description:
      'A curved horn with a dark mouthpiece and keys that fall under the hand. One note of it makes a room look older and better lit.',
    size: '62 cm, E flat',
    material: 'Lacquered brass',
    vector: '1f3b7',
    tones: ['natural', 'slate'],
  },
  {
    object: 'piano-keys',
    name: 'Small keyboard',
    category: 'instruments',
    price_cents: 10000,
    description:
      'A few keys are shown and the rest are to either side, with a touch that knows soft from loud. It plugs into a lamp’s worth of electricity.',
    size: '48 × 22 cm, 25 keys',
    material: 'Painted steel, spruce keys',
    vector: '1f3b9',
    tones: ['slate', 'fjord', 'clay'],
  },
  {
    object: 'drum',
    name: 'Snare drum',
    category: 'instruments',
    price_cents: 11500,
    description:
      'A shallow drum with bright bands and a pair of sticks to argue with. The snares can be let go, which is the kindest thing about it.',
    size: '33 × 17 cm',
    material: 'Birch shell, calf head, hickory sticks',
    vector: '1f941',
    tones: ['clay', 'fjord', 'sage', 'plum'],
  },
  {
    object: 'accordion',
    name: 'Accordion',
    category: 'instruments',
    price_cents: 24500,
    description:
      'Pleated bellows between a row of keys and a row of buttons. It breathes by itself after a while, and so does the player.',
    size: '32 × 30 cm, 48 bass',
    material: 'Maple, lacquered, leather straps',
    vector: '1fa97',
    tones: ['clay', 'fjord', 'sage', 'plum'],
  },
  {
    object: 'banjo',
    name: 'Banjo',
    category: 'instruments',
    price_cents: 16000,
    description:
      'A round body with a bright skin and a short temper. It is always in tune for as long as it takes to say so.',
    size: '92 cm, five strings',
    material: 'Maple rim, calf head',
    vector: '1fa95',
    tones: ['natural', 'clay'],
  },
  {
    object: 'maracas',
    name: 'Pair of maracas',
    category: 'instruments',
    price_cents: 2500,
    description:
      'Two painted gourds with seeds in them, one pitched a little lower. They keep time for whoever is keeping theirs.',
    size: '24 cm',
    material: 'Gourd, beech handles',
    vector: '1fa87',
    tones: ['natural', 'fjord'],
  },
];
