import { funnel as expectedFunnel } from '@/lib/audit/answers/expected-sessions';
import type { Lesson } from './lesson';

export const funnel: Lesson = {
  name: 'funnel',
  title: 'How far do sessions come?',
  data: ['events'],
  task: `Of the sessions in \`events\`, how many reach each step of the way to an order, one step after the
other: any event (\`session\`), then a view of a product’s page (\`product\`), then something put into the cart
(\`cart\`), then a view of the checkout (\`checkout\`), then a purchase (\`purchase\`)? A step counts only at or
after the first moment at which the step before it was reached.`,
  hints: [
    'The first view of a product is min(event_ms) of a session’s views of page product.',
    'The cart step is the first add_to_cart at or after that, which need not be the first of all.',
    'Some come to the checkout with a cart of an earlier visit, and put nothing into it this time.',
  ],
  columns: {
    step: 'session, product, cart, checkout or purchase',
    sessions: 'sessions that reach it',
  },
  keys: ['step'],
  answer: ({ sessions }) =>
    expectedFunnel(sessions, 'ordered', 'none').rows.map((row) => ({
      step: String(row.step),
      sessions: Number(row.sessions),
    })),
};
