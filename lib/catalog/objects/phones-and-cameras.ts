import type { ObjectEntry } from '../object-entry';

export const PHONES_AND_CAMERAS: readonly ObjectEntry[] = [
  {
    object: 'telephone',
    name: 'Desk telephone',
    category: 'phones-and-cameras',
    price_cents: 7200,
    description:
      'Nine keys, which covers most numbers, and a receiver heavy enough to end a conversation with. It rings with a bell and shows nobody’s name.',
    size: '21 × 17 × 12 cm',
    material: 'Pressed ABS, coiled cord',
    vector: '260e-fe0f',
    tones: ['sage', 'straw', 'clay', 'fjord'],
  },
  {
    object: 'handset',
    name: 'Spare handset',
    category: 'phones-and-cameras',
    price_cents: 3100,
    description:
      'The part of the telephone that matters, on its own. It fits the desk telephone, and the space between shoulder and ear.',
    size: '22 × 6 cm',
    material: 'Pressed ABS, coiled cord',
    vector: '1f4de',
    tones: ['clay', 'sage', 'fjord'],
  },
  {
    object: 'camera',
    name: 'Film camera',
    category: 'phones-and-cameras',
    price_cents: 18500,
    description:
      'A small camera with one lens and a shutter that sounds like a door closing somewhere else. Thirty-six pictures, so one thinks first.',
    size: '13 × 8 × 6 cm',
    material: 'Aluminium, leatherette, coated glass',
    vector: '1f4f7',
    tones: ['slate', 'clay', 'fjord', 'sage'],
  },
  {
    object: 'cine-camera',
    name: 'Cine camera',
    category: 'phones-and-cameras',
    price_cents: 21000,
    description:
      'Two reels on top, one lens in front and a lamp that says it is running. It takes two and a half minutes at a time, about as long as most things are worth filming.',
    size: '22 × 20 × 9 cm',
    material: 'Die-cast aluminium',
    vector: '1f3a5',
    tones: ['fjord', 'clay'],
  },
  {
    object: 'projector',
    name: 'Film projector',
    category: 'phones-and-cameras',
    price_cents: 15500,
    description:
      'Two open reels, a warm lamp and a sound like a sewing machine in the next room. Any white wall will do.',
    size: '26 × 24 × 14 cm',
    material: 'Enamelled steel, glass lens',
    vector: '1f4fd-fe0f',
    tones: ['clay', 'fjord', 'sage'],
  },
  {
    object: 'television',
    name: 'Small television',
    category: 'phones-and-cameras',
    price_cents: 12000,
    description:
      'A set with two dials, two aerials and four legs turned outwards. It gets everything that is on, which is to say not much.',
    size: '32 × 30 × 22 cm',
    material: 'Beech veneer, glass screen',
    vector: '1f4fa',
    tones: ['clay', 'sage', 'fjord', 'straw'],
  },
];
