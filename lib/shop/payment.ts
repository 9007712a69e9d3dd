/**
 * How one would pay if anything were sold. None of them has a number, so there is no field to type
 * one into; the choice stays in the page.
 */
export const PAYMENTS = [
  {
    id: 'invoice',
    name: 'Invoice from nobody',
    words: 'Made out to you, sent by no one, due never.',
  },
  {
    id: 'token',
    name: 'A token on the table',
    words: 'Wood, brass or good will. We do not count it.',
  },
  { id: 'favour', name: 'A favour, later', words: 'To be named by neither side.' },
] as const;
