import { startOf } from '@/lib/audit/answers/counts';
import type { Lesson } from './lesson';

export const sessionise: Lesson = {
  name: 'sessionise',
  title: 'Find the sessions',
  data: ['visits'],
  task: `The events of \`visits\` have a visitor (\`user_id\`) and a time (\`event_ms\`), but no session. A session
ends after 30 minutes in which its visitor does nothing, or after 24 hours. Find them all: one row each.`,
  hints: [
    'Put each visitor’s events in order of time, and look at the one before: lag(event_ms) OVER (PARTITION BY user_id ORDER BY event_ms).',
    'An event begins a session where there is none before it, or where 30 minutes or more lie between; summed up from the first event on, those marks number the sessions.',
    'Midnight does not end a session.',
  ],
  columns: {
    user_id: 'the visitor',
    started_ms: 'event_ms of the session’s first event',
    events: 'how many events it has',
  },
  keys: ['user_id', 'started_ms'],
  answer: ({ sessions }) =>
    sessions.map((one) => ({
      user_id: one.user,
      started_ms: startOf(one),
      events: one.events.length,
    })),
};
