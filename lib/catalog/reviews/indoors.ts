import type { Remarks } from './mood';

/** First sentences, true of one category of the table, the house, the wardrobe or the bags. */
export const INDOORS = {
  'tea-and-coffee': {
    pleased: [
      'Half past seven has improved since it came.',
      'Pours, or is poured into, without a drop on the cloth.',
      'The rim is the right thickness, and once one knows that one knows it everywhere.',
      'It keeps the heat as long as I keep my temper.',
      'Sits in the hand as if it had been told about hands.',
    ],
    divided: [
      'One size larger would have saved me a walk to the kettle.',
      'Stains a little on the inside, as I do.',
    ],
    let_down: [
      'Too hot to hold exactly as long as the tea is hot.',
      'A shade smaller than a proper cup, and I had wanted a proper cup.',
    ],
  },
  cookware: {
    pleased: [
      'It has cooked every supper since, and some of them were good.',
      'Heavy in the right half.',
      'Nothing has stuck to it but me.',
      'Cleans with hot water and a bad mood.',
      'I have given the old ones to my son, who will learn.',
    ],
    divided: [
      'Excellent at what it does, and it wants the front burner to do it.',
      'Needs more drying than I was brought up to do.',
    ],
    let_down: [
      'The handle and my wrist have parted company.',
      'Marks more easily than a thing for kitchens ought to.',
    ],
  },
  glassware: {
    pleased: [
      'Even tap water looks chosen in it.',
      'Six of them, a dishwasher and two years: still six.',
      'The base has enough weight to survive a gesture.',
      'It rings, lightly, and for longer than one expects.',
      'We drink more water now, if only to use them.',
    ],
    divided: [
      'Lovely in the hand, though the tint is fainter than in the picture.',
      'Tall for our shelf by the width of a finger.',
    ],
    let_down: [
      'One of the pair was a different idea of the same glass.',
      'It did not survive being laughed over.',
    ],
  },
  furniture: {
    pleased: [
      'The room was finished by it, which I had not expected of one object.',
      'Went together in a quarter of an hour, without words.',
      'Our visitors assume that it is old.',
      'We moved everything else around it, not the reverse.',
      'It fits the narrow flat it was bought for, to the centimetre.',
    ],
    divided: [
      'Handsome, but it wants a larger room than ours.',
      'Took two of us up the stairs and one apology to the neighbours.',
    ],
    let_down: [
      'Did not go round the landing, which I suppose is my fault.',
      'It leans a little on our floor, and after an hour with a folded card it still does.',
    ],
  },
  'lamps-and-clocks': {
    pleased: [
      'Keeps its promise to the minute, or to the watt.',
      'The evening looks better for it.',
      'I stopped looking at my telephone to see how late it is.',
      'It can be read, or read by, from across the room.',
      'Very quiet, apart from when it is meant not to be.',
    ],
    divided: [
      'A little brighter than I wanted, or I am a little older.',
      'Good by day, less convincing after dark.',
    ],
    let_down: [
      'It has its own idea of five minutes.',
      'Warm in the picture and rather cool on the shelf.',
    ],
  },
  'bath-and-laundry': {
    pleased: [
      'I did not think I could have an opinion about one of these.',
      'It has improved four minutes of every morning.',
      'Wet, it is still pleasant, which is the whole question.',
      'Guests ask where it is from, on coming out.',
      'Does its humble work with some style.',
    ],
    divided: [
      'Works well and slides off the edge about once a week.',
      'I have bought cheaper that did nearly as much.',
    ],
    let_down: [
      'It did not last as long as the one from the chemist.',
      'The colour bled a little on the first day and stopped on the second.',
    ],
  },
  clothing: {
    pleased: [
      'Fits as if somebody had asked first.',
      'True to size, at last.',
      'Keeps its shape on the hook and on me.',
      'Worn all winter, and it looks the same, only more so.',
      'The cut forgives a second helping.',
    ],
    divided: [
      'Between two sizes, I took the larger and should have taken the smaller.',
      'Fine in the shade and rather warm in the sun.',
    ],
    let_down: [
      'Ran small, and then there was less of it to return.',
      'The cut is for somebody with other shoulders.',
    ],
  },
  shoes: {
    pleased: [
      'Comfortable from the first day, without the usual negotiations.',
      'Walked to work in them for a month, and then on purpose.',
      'My feet are two different sizes, and both have agreed.',
      'The soles grip on wet stone, as I can report from wet stone.',
      'Resoled already, which says how often they are on.',
    ],
    divided: [
      'Half a size large, put right by a sock.',
      'Handsome shoes that can be heard coming.',
    ],
    let_down: [
      'They fitted in the evening and not in the morning.',
      'The left one rubbed where the right one did not.',
    ],
  },
  accessories: {
    pleased: [
      'Small, exact, and always the thing one is asked about.',
      'It goes from coat to coat without being forgotten, so far.',
      'Turned a plain grey day around.',
      'Lost in a café and handed back with reluctance.',
      'The detail at the edge is why I kept it.',
    ],
    divided: [
      'Good, though I am a little afraid of losing it.',
      'It suits my sister better, as she has pointed out.',
    ],
    let_down: [
      'The fastening is not the equal of the rest.',
      'I left it in a taxi and did not telephone, which tells me something.',
    ],
  },
  luggage: {
    pleased: [
      'Went under the seat in front, as promised and against expectation.',
      'It stands by itself on the platform, unlike its owner.',
      'Carried full across a city, and my shoulder has not written to complain.',
      'The handle is the best part, and the part one meets.',
      'Three weeks out of it, and I never had to look for anything.',
    ],
    divided: [
      'Good to carry, a little heavy before anything is in it.',
      'It scuffs on the first journey, and then not on the second.',
    ],
    let_down: ['It and the luggage rack did not agree.', 'The handle creaks uphill.'],
  },
  handbags: {
    pleased: [
      'Closes with a sound I have come to rely on.',
      'My hand knows the inside of it already.',
      'It has made me throw away a great many receipts.',
      'The shape has not dropped, and I put things in it that should not go in bags.',
      'My daughter has asked to inherit it, in writing.',
    ],
    divided: [
      'Opens wide, sometimes when not asked to.',
      'It will not take a book, which it never said it would.',
    ],
    let_down: ['The clasp and I could not agree.', 'Stiff for weeks, and then I gave up.'],
  },
} as const satisfies Readonly<Record<string, Remarks>>;
