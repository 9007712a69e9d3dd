import type { Remarks } from './mood';

/** First sentences, true of one category of the desk, sound, play or the outdoors. */
export const AT_LEISURE = {
  'pens-and-paint': {
    pleased: [
      'Starts at once, even after a week in a drawer.',
      'My handwriting is no better, but I like looking at it now.',
      'The colour goes on as strong as it looks on the outside.',
      'Balanced, so that the hand forgets about it by the second line.',
      'It has done three sketchbooks and shows no sign of stopping.',
    ],
    divided: [
      'A little broad for my small writing.',
      'Good on rough paper, and hesitant on smooth.',
    ],
    let_down: [
      'It skipped on every upstroke and, towards the end, on the others.',
      'Left-handed people should know that it is not on their side.',
    ],
  },
  'books-and-paper': {
    pleased: [
      'Opens flat and stays there.',
      'Good stock: ink stays where it is put, and on that side.',
      'I filled the first in a month, having filled none in a year.',
      'The corners are still corners.',
      'Makes a list look like a plan.',
    ],
    divided: [
      'A shade too smooth for a soft pencil.',
      'So nice that nothing I had to write was good enough for a week.',
    ],
    let_down: [
      'The ink came through to the other side.',
      'Smaller than the drawer it was bought for, and larger than the pocket.',
    ],
  },
  'desk-tools': {
    pleased: [
      'Works on the first try, every time.',
      'Feels like the version of the thing that the others were copied from.',
      'Exact, and I did check.',
      'It sits square to the edge of the desk and so, now, do I.',
      'I have not had to look for it once, since it is too visible to lose.',
    ],
    divided: ['Better for short tasks than for long ones.', 'One size up would have been perfect.'],
    let_down: [
      'Came bent, and straightened badly.',
      'It is a picture of the thing more than the thing.',
    ],
  },
  instruments: {
    pleased: [
      'A teacher looked it over and nodded, which is her highest mark.',
      'Holds its tuning through a cold church.',
      'It sounds better every week, and some of that may be me.',
      'The neighbours have not complained, and one has asked to join in.',
      'Easy to begin on and, I am told, good enough to stay with.',
    ],
    divided: [
      'Good tone, though the highest notes are a little dry.',
      'Louder than the flat, quieter than the garden.',
    ],
    let_down: [
      'It went flat within the hour, and so did the mood.',
      'My son played it once, and then asked about football.',
    ],
  },
  listening: {
    pleased: [
      'Sounds larger than it is.',
      'Clear enough for speech and kind to old recordings.',
      'Voices come out of it sounding as if they meant it.',
      'I heard a second violin I had missed for twenty years.',
      'The knobs turn as if somebody had thought about turning.',
    ],
    divided: ['A little heavy in the bass for a kitchen.', 'Good alone, and less sure in company.'],
    let_down: [
      'There is a hum that only I can hear, but I do hear it.',
      'I expected less plastic in the voice.',
    ],
  },
  'phones-and-cameras': {
    pleased: [
      'The buttons say a small clear yes when pressed.',
      'I look at what I am doing now, since I cannot look at it afterwards.',
      'Two rolls in, and not one has the top of a head missing.',
      'It is on the shelf when not in use, and people ask to hold it.',
      'Sturdy: it has been down the stairs, alone.',
    ],
    divided: [
      'It does less than the one in my pocket, which is the point, and also the trouble.',
      'Wants batteries at moments of its own choosing.',
    ],
    let_down: [
      'A light came on that is not in the booklet.',
      'Good to hold, and then one has to use it.',
    ],
  },
  toys: {
    pleased: [
      'The paint has kept, in spite of being tested by teeth.',
      'Goes on every journey, and has its own seat.',
      'Simple enough to be a different thing every day.',
      'It has a name now, and a birthday.',
      'Was put to bed before the child was.',
    ],
    divided: ['Better for looking at than my son had planned.', 'The dog thinks that it is his.'],
    let_down: [
      'A rough edge, smoothed by us rather than by them.',
      'It frightened the only person it was meant for.',
    ],
  },
  games: {
    pleased: [
      'Played for a full afternoon by people between four and seventy.',
      'The rules took two minutes and the revenge has taken weeks.',
      'We have stopped bringing telephones to the table.',
      'My grandmother cheats at it, so it must be good.',
      'Well weighted, and fair as far as one loser can judge.',
    ],
    divided: [
      'Good for two, and slow for five.',
      'One piece went under the stove on the first evening.',
    ],
    let_down: [
      'It ended in an argument, and not the good kind.',
      'Won by the same person every time, who is not me.',
    ],
  },
  'toy-vehicles': {
    pleased: [
      'Runs straight across the kitchen, which the last one did not.',
      'It has carried snails, peas and a tooth.',
      'The wheels go round quietly and go on going round.',
      'Parked by my bed every morning, for safety.',
      'Three crashes a day since Easter, and no repairs.',
    ],
    divided: [
      'Our carpet defeats it, and our floor does not.',
      'Goes better downhill, as do we all.',
    ],
    let_down: [
      'One wheel has views of its own.',
      'It does not fit the garage, and there were tears.',
    ],
  },
  camping: {
    pleased: [
      'Three days of rain, and it was the only dry opinion in the party.',
      'Works with cold hands, which is when one needs it.',
      'It came back from the hills with mud on it and nothing else.',
      'Small when packed and large when wanted.',
      'We found the way, or it did.',
    ],
    divided: [
      'Fine in fair weather, which is not what I bought it for.',
      'A little heavy for anybody who counts grams, and I have begun to.',
    ],
    let_down: ['Gave up before the weather did.', 'Heavier on the way back than on the way out.'],
  },
  sport: {
    pleased: [
      'I am no better at it, but I am outside.',
      'Good grip from the first day and better since.',
      'The right weight, according to somebody who knows.',
      'It has been over the fence eleven times and always come home.',
      'Made a Sunday out of a wet one.',
    ],
    divided: [
      'Firm for the first month, then just right.',
      'Very good, and it shows up how good I am not.',
    ],
    let_down: ['Went soft, as did my resolve.', 'Fine for an hour, and I had planned on two.'],
  },
  'garden-and-tools': {
    pleased: [
      'Does in one go what the old one did in three.',
      'Solid enough to lean on while thinking.',
      'It sits in the hand so that one looks for something to mend.',
      'Has built one shed and taken down another.',
      'Hung on its nail, it makes the wall look competent.',
    ],
    divided: [
      'Strong, and heavier than my idea of gardening.',
      'It wants oil more often than I do.',
    ],
    let_down: ['The paint came off at the first stone.', 'It met a nail and lost.'],
  },
} as const satisfies Readonly<Record<string, Remarks>>;
