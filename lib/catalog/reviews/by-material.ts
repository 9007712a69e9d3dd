import type { DepartmentId } from '../departments';
import type { Remarks } from './mood';

interface MaterialRemarks {
  /** With any of these words in a product's material the remarks are true of it. */
  readonly words: readonly string[];
  /** Where they make sense, if not everywhere: a candle's wick is cotton too. */
  readonly departments?: readonly DepartmentId[];
  readonly remarks: Remarks;
}

/** First sentences, true of what a thing is made of. */
export const BY_MATERIAL: readonly MaterialRemarks[] = [
  {
    words: ['stoneware', 'earthenware', 'porcelain', 'terracotta'],
    remarks: {
      pleased: [
        'The glaze is even all the way under the foot.',
        'It rings when tapped, as fired clay should.',
        'Washed forty times without a hair of crazing.',
      ],
      divided: ['The glaze has a pinhole, which I am told is character.'],
      let_down: ['Chipped before it met anything hard.'],
    },
  },
  {
    words: ['glass', 'crystal'],
    departments: ['table', 'house'],
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
    words: ['steel', 'iron', 'aluminium', 'zinc'],
    remarks: {
      pleased: [
        'The metal is thicker than it had to be.',
        'No sharp edge anywhere that was not meant, and I looked for one.',
        'The finish has not scratched, though it has been invited to.',
      ],
      divided: ['Solid metal, and cold to the hand on winter mornings.'],
      let_down: ['A spot of rust within the month, beside the seam.'],
    },
  },
  {
    words: ['brass', 'silver'],
    remarks: {
      pleased: [
        'The brightwork has darkened a little, which is what I bought it for.',
        'Polishes up with a cloth and two minutes of patience.',
      ],
      divided: ['It tarnishes faster than I polish.'],
      let_down: ['The finish wore through at the edge that one touches.'],
    },
  },
  {
    words: ['wool', 'lambswool', 'merino', 'mohair', 'felt'],
    remarks: {
      pleased: [
        'The wool is dense and has not pilled.',
        'Washed once by mistake, and it forgave us.',
      ],
      divided: ['It sheds for the first month, and then so does the cat.'],
      let_down: ['Moths found it before anybody else did.'],
    },
  },
  {
    words: ['cotton', 'linen', 'canvas', 'denim', 'silk', 'poplin'],
    departments: ['wardrobe'],
    remarks: {
      pleased: [
        'The cloth is close and gets better with use.',
        'The colour has held through a summer of sun.',
      ],
      divided: ['Creases at once, but in a well-bred way.'],
      let_down: ['The cloth faded where it was folded.'],
    },
  },
  {
    words: ['leather', 'suede', 'nubuck'],
    departments: ['wardrobe', 'bags'],
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
    words: ['beech', 'oak', 'ash', 'maple', 'walnut', 'cedar', 'wood', 'birch', 'pine', 'spruce'],
    remarks: {
      pleased: [
        'The grain runs the right way, which somebody must have chosen.',
        'Sanded to the point where one strokes it in passing.',
      ],
      divided: ['Nice wood, and it has moved a little with the season.'],
      let_down: ['The wood split along the grain in a heated room.'],
    },
  },
  {
    words: ['abs', 'resin', 'polycarbonate', 'rubber', 'acetate'],
    remarks: {
      pleased: ['It does not creak, which I had assumed it would.', 'Wipes clean with a sleeve.'],
      divided: ['Sensible material, if not one that ages into anything.'],
      let_down: ['Smelled of the factory for longer than we were willing to wait.'],
    },
  },
];
