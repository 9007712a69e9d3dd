import type { Remarks } from './remarks';

interface MaterialRemarks {
  /** Any of these in the product's material, in lower case, and the remarks are true of it. */
  readonly words: readonly string[];
  readonly remarks: Remarks;
}

/** First sentences, true of what a thing is made of. */
export const BY_MATERIAL: readonly MaterialRemarks[] = [
  {
    words: ['stoneware', 'earthenware', 'porcelain', 'ceramic', 'terracotta'],
    remarks: {
      pleased: [
        'The glaze is even all the way under the foot.',
        'It rings when tapped, as fired clay should.',
        'Out of the dishwasher forty times without a hair of crazing.',
        'Keeps warm longer than conversation.',
      ],
      divided: ['The glaze has a pinhole, which I am told is character.'],
      let_down: ['Chipped at the rim before it met anything hard.'],
    },
  },
  {
    words: ['glass', 'crystal'],
    remarks: {
      pleased: [
        'Clear glass without a seam or a bubble that I can find.',
        'Thin where it matters and still with us after a year.',
      ],
      divided: ['Good glass, and it shows every fingerprint of this family.'],
      let_down: ['The glass arrived in two parts, both of them nice.'],
    },
  },
  {
    words: ['steel', 'iron', 'aluminium', 'metal', 'chrome'],
    remarks: {
      pleased: [
        'The metal is thicker than it had to be.',
        'No sharp edge anywhere, and I looked for one.',
        'The finish has not scratched, though it has been invited to.',
      ],
      divided: ['Solid metal, cold to the hand on winter mornings.'],
      let_down: ['A spot of rust within the month, beside the seam.'],
    },
  },
  {
    words: ['brass', 'copper', 'gold', 'silver'],
    remarks: {
      pleased: [
        'The metal has darkened a little, which is what I bought it for.',
        'Polishes up with a cloth and two minutes of patience.',
      ],
      divided: ['It tarnishes faster than I polish.'],
      let_down: ['The plating wore through at the edge that one touches.'],
    },
  },
  {
    words: ['wool', 'mohair', 'felt', 'cashmere'],
    remarks: {
      pleased: [
        'Warm without scratching, even at the neck.',
        'Washed once by mistake, and it forgave us.',
      ],
      divided: ['It sheds for the first month, and then so does the cat.'],
      let_down: ['Itches, and no amount of good will has helped.'],
    },
  },
  {
    words: ['cotton', 'linen', 'canvas', 'denim', 'silk', 'poplin'],
    remarks: {
      pleased: [
        'The cloth is close and heavy and gets better with washing.',
        'Colour has held through a summer of washing lines.',
      ],
      divided: ['Creases at once, but in a well-bred way.'],
      let_down: ['Shrank by a size that I no longer am.'],
    },
  },
  {
    words: ['leather', 'suede'],
    remarks: {
      pleased: [
        'The leather was stiff for a week and has been on my side since.',
        'Smells like a saddler’s and wears like one too.',
      ],
      divided: ['Real leather, with a real dislike of rain.'],
      let_down: ['The edge of the leather has begun to come apart in layers.'],
    },
  },
  {
    words: [
      'beech',
      'oak',
      'ash',
      'maple',
      'walnut',
      'cedar',
      'wood',
      'birch',
      'lime',
      'spruce',
      'pine',
      'cork',
    ],
    remarks: {
      pleased: [
        'The grain runs the right way, which somebody must have chosen.',
        'Sanded to the point where one strokes it in passing.',
        'No glue showing at any joint.',
      ],
      divided: ['Nice wood, and it has moved a little with the season.'],
      let_down: ['The wood split along the grain in a heated room.'],
    },
  },
  {
    words: ['paper', 'card', 'board'],
    remarks: {
      pleased: ['Good paper: ink stays where it is put.', 'Opens flat and stays there.'],
      divided: ['Paper a shade too smooth for a soft pencil.'],
      let_down: ['The ink came through to the other side.'],
    },
  },
  {
    words: ['abs', 'resin', 'polycarbonate', 'plastic', 'nylon', 'rubber', 'polyamide'],
    remarks: {
      pleased: ['It does not creak, which I had assumed it would.', 'Wipes clean with a sleeve.'],
      divided: ['Sensible material, if not one that ages into anything.'],
      let_down: ['Smelled of the factory for longer than we were willing to wait.'],
    },
  },
];
