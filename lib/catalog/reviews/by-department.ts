import type { DepartmentId } from '../departments';
import type { Remarks } from './mood';

/** First sentences, true of everything in a department. */
export const BY_DEPARTMENT: Readonly<Record<DepartmentId, Remarks>> = {
  table: {
    pleased: [
      'Looks like something from a kitchen where people finish their sentences.',
      'Guests pick it up and turn it over to see who made it.',
      'Sits well beside older things and does not show them up.',
      'Bought for one dinner, and it has been out ever since.',
      'My father, who approves of nothing, asked where it came from.',
      'It makes an ordinary Tuesday look planned.',
    ],
    divided: [
      'Does its work, though it takes up the good corner of the cupboard.',
      'I like it more than my husband does, and he does the washing up.',
      'It is for show or for use, and I cannot decide which.',
      'The tone is a shade cooler on the table than on the page.',
    ],
    let_down: [
      'It did not fit the one cupboard it was meant for.',
      'We used it twice and went back to the old one.',
      'Arrived with a mark that may have been deliberate.',
      'Not the size I had in my head, which I had not measured either.',
    ],
  },
  house: {
    pleased: [
      'The cat sat on or beside it within the hour, as a form of approval.',
      'It does one thing and does not mention it.',
      'A plain shape that looks different in every light.',
      'It has been there for half a year and still looks intended.',
    ],
    divided: [
      'The tone is calmer than I thought: whether that is praise depends on the day.',
      'One would have done, and I had ordered two.',
    ],
    let_down: [
      'It looked at home in the picture and never did in ours.',
      'The tone is not the tone of anything else we own.',
      'One side is better finished than the other, and I had wanted both.',
    ],
  },
  wardrobe: {
    pleased: [
      'The stitching is straight in places nobody looks.',
      'I was asked about it twice in one week, by strangers.',
      'Goes with the rest of what I own, which is not saying little.',
      'Survived a train, a wedding and the train back.',
      'It has become what I put on without thinking.',
    ],
    divided: [
      'The colour is right, and the rest is a matter of opinion.',
      'Needs a week before it feels like mine.',
      'Very well made, in a slightly solemn way.',
    ],
    let_down: [
      'Looked well on the page and tired on me.',
      'It wants more care than I give to things.',
      'Beautiful for an hour.',
    ],
  },
  bags: {
    pleased: [
      'Holds more than it admits to.',
      'After a year the corners are the only ones that know.',
      'Everything has a place in it, even what I had forgotten I carry.',
      'Neat enough for the office and sturdy enough for Saturday.',
      'It got wet through and dried as if nothing had been said.',
    ],
    divided: [
      'Smaller within than it looks without.',
      'The tone shows pencil marks, and I carry pencils.',
      'One more pocket inside would have settled the matter.',
    ],
    let_down: [
      'It holds what the page says and no more, and I had hoped.',
      'A thread came loose before the month was out.',
      'Too good for the rain and too plain for the opera.',
    ],
  },
  desk: {
    pleased: [
      'It has not left the desk since, apart from being borrowed.',
      'Colleagues take it without asking and bring it back without being asked.',
      'A small thing that makes starting a little easier.',
      'My daughter has claimed it and labelled it.',
      'Replaced three cheaper ones at once.',
    ],
    divided: [
      'It does the job, if not the way I had pictured.',
      'Handsome, and slightly too handsome to use.',
      'I lose it weekly, through no fault of its own.',
    ],
    let_down: [
      'I have gone back to the one from the post office.',
      'Pretty, but I had wanted a tool.',
      'It worked for a week and then merely lay there.',
    ],
  },
  sound: {
    pleased: [
      'Understood at once, before I found the instructions.',
      'It needed nothing but a quiet corner.',
      'Picked it up after ten years without one, and it forgave me.',
      'Works exactly as its grandparents did.',
      'Feels solid, like things that were meant to be repaired.',
    ],
    divided: [
      'Nice to look at, and adequate otherwise.',
      'It takes a while to warm up, and so do I.',
      'Does what it did in 1974, no more and no less.',
    ],
    let_down: [
      'Handsome on the shelf and shy in use.',
      'I expected more for what it weighs.',
      'One part turns, moves or clicks further than it should, and then not back.',
    ],
  },
  play: {
    pleased: [
      'Dropped more often than I can count, and still whole.',
      'Bought for a nephew, then again for us.',
      'Has replaced something with batteries, without tears.',
      'It is allowed to stay in the living room.',
      'Survived a younger brother.',
    ],
    divided: [
      'Well made, if a little serious.',
      'The box got about as much attention.',
      'Liked for a week here, and loved next door for longer.',
    ],
    let_down: [
      'It held for one birthday.',
      'Interest lasted as long as the wrapping.',
      'Smaller in a small hand than I thought.',
    ],
  },
  outdoors: {
    pleased: [
      'The neighbour borrowed it, then ordered one.',
      'It has been rained on, sat on and lent to a scout.',
      'Left out over winter by mistake, and none the worse.',
      'No part of it rattles.',
      'The children use it daily and so, at dusk, do I.',
    ],
    divided: [
      'Sturdy, if rather a lot to put away.',
      'Good for a beginner, and I had hoped to have stopped being one.',
      'It does well, but it is a lot to carry home.',
    ],
    let_down: [
      'Good on the balcony and no further.',
      'Lost against a bramble.',
      'It bent where it should not, and would not bend where it should.',
    ],
  },
};
