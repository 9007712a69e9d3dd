import type { Remarks } from './mood';

/** First sentences about what grows, or did. */
export const PLANTS: Remarks = {
  pleased: [
    'Has put out something new every week since it came.',
    'Arrived upright, damp and apparently in good spirits.',
    'I kill most things and have not killed this.',
    'The kitchen window finally has a reason.',
    'It turned towards the light within the hour, and so did I.',
    'As fresh as if somebody had run with it.',
    'My mother, who can tell, says it was grown slowly.',
    'Nothing broken, nothing yellow, and soil only where soil should be.',
    'It opened on the day the card said it would.',
    'Looks exactly like the picture, which living things seldom do.',
  ],
  divided: [
    'Healthy, and rather smaller than the enthusiasm I had for it.',
    'Needs more light than my flat was built with.',
    'Pretty, though it sulked for the first few days.',
    'It grows to the left, and I had wanted it to grow.',
    'Fine, once it had been turned, watered and spoken to.',
    'Half of it did very well.',
  ],
  let_down: [
    'It had given up before I could get at it.',
    'The parcel spent a night somewhere cold, and it showed.',
    'One leaf too few, and then another.',
    'It leaned out of the box and went on leaning.',
    'I followed the card to the letter and it did not.',
    'Looked well for a day.',
  ],
};

/** Second sentences about the same. */
export const PLANTS_GENERAL: Remarks = {
  pleased: [
    'The pot was packed as if it were the point.',
    'The card with it says four words, all of them useful.',
    'I have ordered another, to keep it company.',
    'Neighbours have begun to ask for cuttings.',
    'The cat is not interested, which is ideal.',
    'It asks for little and gets it.',
    'I now greet it in the mornings.',
  ],
  divided: [
    'Wait a little before you judge it, they say.',
    'It may be me.',
    'A larger one would have been wiser.',
    'It is still here, to be fair.',
    'My sister’s is twice as good.',
    'I am told it will come again next time.',
  ],
  let_down: [
    'The money came back at once.',
    'I had cleared a shelf for it.',
    'It may have been the week, or the post.',
    'The soil was good, and is now elsewhere.',
    'I shall try again when it is warmer.',
    'There was nothing to be done, and we did it.',
  ],
};
