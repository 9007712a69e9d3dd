import type { Remarks } from './mood';

/** First sentences about what is eaten: nothing is said of years and washing. */
export const FOOD: Remarks = {
  pleased: [
    'Gone by the evening, which is the review.',
    'Tastes as it did at my aunt’s, and she never told anybody how.',
    'We had meant to share it.',
    'It was better on the second day, of which there was nearly none.',
    'Arrived cool, whole and smelling of where it came from.',
    'My children, who agree on nothing, agreed.',
    'As good as it looks, and it looks like a painting of itself.',
    'I have stopped buying the other kind.',
    'On the table at four, remembered at midnight.',
    'Worth the small walk to the door.',
  ],
  divided: [
    'Good, though I had hoped for more of it.',
    'Pleasant, without reminding me of anything.',
    'One day more and it would have been perfect, and two days more was too late.',
    'Nice enough that I ate it, not so nice that I wrote to my brother.',
    'The smell promised a little more than the rest kept.',
    'Half of it was excellent.',
  ],
  let_down: [
    'It had travelled, and wanted me to know.',
    'Past its best by the time we were at ours.',
    'The neighbours’ is better, and they are not even nice.',
    'Looked well and said little.',
    'The parcel had been in the sun, or in love.',
    'Smaller than the picture, as these things are.',
  ],
};

/** Second sentences about the same. */
export const FOOD_GENERAL: Remarks = {
  pleased: [
    'Packed in straw and not in air.',
    'Ordered again on the same day.',
    'We will be better prepared next time, and order two.',
    'The note with it said how long it keeps, and was right.',
    'It did not need anything done to it.',
    'Even the paper it came in was used again.',
    'A present for a friend, who has become a customer.',
  ],
  divided: [
    'I would take the smaller amount next time.',
    'Keep it cooler than it says.',
    'It improves with something beside it.',
    'My wife disagrees and finds it very good.',
    'For the price one may be strict.',
    'Worth trying once, at any rate.',
  ],
  let_down: [
    'They sent the money back without being asked twice.',
    'The birds were pleased.',
    'I had looked forward to it, which did not help.',
    'Perhaps it was the week.',
    'It made a reasonable soup.',
    'I shall grow my own, or say that I shall.',
  ],
};
