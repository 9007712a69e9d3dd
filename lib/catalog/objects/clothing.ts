import type { ObjectEntry } from '../object-entry';

export const CLOTHING: readonly ObjectEntry[] = [
  {
    object: 'coat',
    name: 'Three-button coat',
    category: 'clothing',
    price_cents: 24000,
    description:
      'A short coat with a wide collar and two slanted pockets set where hands go by themselves. The wool was milled twice, so that rain has to make up its mind.',
    size: 'S to XL, 74 cm long in M',
    material: '90 % wool, 10 % nylon, lined',
    vector: '1f9e5',
    tones: ['straw', 'fjord', 'sage', 'clay'],
  },
  {
    object: 't-shirt',
    name: 'Banded T-shirt',
    category: 'clothing',
    price_cents: 3100,
    description:
      'A plain shirt with one broad band across the chest, in a paler mix of the same colour. The neck has been sewn twice, since that is where shirts give up.',
    size: 'S to XL',
    material: 'Cotton jersey, 190 g',
    vector: '1f455',
    tones: ['clay', 'fjord', 'sage', 'straw'],
  },
  {
    object: 'jeans',
    name: 'Turned-up jeans',
    category: 'clothing',
    price_cents: 6900,
    description:
      'Straight legs that come a little too long, so that there is something to turn up. The colour is in the yarn and leaves only slowly.',
    size: '28 to 38',
    material: 'Cotton denim, 12 oz',
    vector: '1f456',
    tones: ['fjord', 'sage', 'straw'],
  },
  {
    object: 'dress',
    name: 'Bell dress',
    category: 'clothing',
    price_cents: 8600,
    description:
      'A fitted top, a thin belt and a skirt with a hem cut in waves. It has pockets, which we mention before being asked.',
    size: '34 to 46',
    material: 'Cotton poplin',
    vector: '1f457',
    tones: ['fjord', 'clay', 'plum', 'sage'],
  },
  {
    object: 'kimono',
    name: 'Printed house coat',
    category: 'clothing',
    price_cents: 7400,
    description:
      'A wide-sleeved coat with small diamonds and a broad sash. It is meant for the hour between bath and dinner, and does well outside it.',
    size: 'One size, 128 cm long',
    material: 'Washed cotton, printed by hand',
    vector: '1f458',
    tones: ['fjord', 'plum', 'sage'],
  },
  {
    object: 'shorts',
    name: 'Drawstring shorts',
    category: 'clothing',
    price_cents: 3800,
    description:
      'Short trousers with a cord that is tied and not merely shown. The pockets are deep enough for a paperback and too shallow for two.',
    size: 'S to XL',
    material: 'Cotton twill',
    vector: '1fa73',
    tones: ['sage', 'clay', 'fjord'],
  },
  {
    object: 'swimsuit',
    name: 'Belted swimsuit',
    category: 'clothing',
    price_cents: 5200,
    description:
      'A simple suit with a double band at the waist and straps that cross when they like. It dries on the way back to the towel.',
    size: '34 to 46',
    material: 'Recycled polyamide',
    vector: '1fa71',
    tones: ['plum', 'fjord', 'sage'],
  },
];
