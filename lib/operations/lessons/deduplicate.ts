import { groupBy, isPurchase, sumOf } from '@/lib/audit/answers/counts';
import { inCents, type Lesson, utcDate } from './lesson';

export const deduplicate: Lesson = {
  name: 'deduplicate',
  title: 'Count each event once',
  data: ['deliveries'],
  task: `\`deliveries\` is what arrived, in order of arrival: a browser that hears no answer sends again, so some
events are there twice. Count each once: by UTC day of \`event_ms\`, the events, and what was bought for
(\`quantity\` × \`unit_price\` of purchases).`,
  hints: [
    'Which column was made so that two copies of one event can be known? The contract’s page says.',
    'Whole rows are never the same twice: received_at is when a copy arrived.',
    'Two events may look alike and still be two: somebody who clicks twice did click twice.',
  ],
  columns: {
    day: 'UTC date, such as 2026-11-02',
    events: 'events of that day',
    revenue: 'sum of its purchases, in EUR',
  },
  keys: ['day'],
  answer: ({ sessions }) =>
    groupBy(
      sessions.flatMap(({ events }) => events),
      ({ at }) => utcDate(at),
    ).map(([day, events]) => ({
      day,
      events: events.length,
      revenue: inCents(sumOf(events.filter(isPurchase), ({ cents }) => cents)),
    })),
};
