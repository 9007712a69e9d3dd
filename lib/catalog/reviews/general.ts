import type { Remarks } from './mood';

/** Second sentences, true of anything that lasts. */
export const GENERAL: Remarks = {
  pleased: [
    'It arrived a day early, which I mention because it never happens.',
    'The colour in the photograph is the colour in the box.',
    'It has asked for no attention since.',
    'My mother has one now as well, and says she found it first.',
    'Came wrapped in paper rather than air.',
    'I waited for it to disappoint me and have stopped waiting.',
    'The price seemed high for a week and has seemed fair since.',
    'Nobody has remarked on it, and everybody uses it.',
    'It replaces one that I had stopped liking years ago.',
    'The tone goes with everything, including things we should throw out.',
    'I ordered one to look at and kept both.',
    'There is nothing on it that need not be.',
    'I have stopped looking at others.',
    'Two of us wanted it, so now there are two.',
  ],
  divided: [
    'I kept it, and think now and then of the one I did not take.',
    'The photograph is kind to it.',
    'It is good; it is simply not what I needed.',
    'Measure first, as the page says and I did not.',
    'For half the price I would have said nothing.',
    'It grows on one, slowly.',
    'I use it on most days and grumble on some.',
    'The second one I saw was better than mine.',
  ],
  let_down: [
    'The return was easy, to be fair.',
    'I wrote to the shop and got a civil answer.',
    'It may suit somebody more patient.',
    'Mine may have been one of a bad batch.',
    'The box was the best part of it.',
    'I had wanted to like it.',
    'It now lives in the cupboard with the others.',
  ],
};
