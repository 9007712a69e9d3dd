import { groupBy } from '@/lib/audit/answers/counts';
import { HOUR_MS } from '@/lib/common/clock';
import type { Lesson } from './lesson';

export const lateData: Lesson = {
  name: 'late-data',
  title: 'What came too late?',
  data: ['deliveries'],
  task: `A pipeline closes each hour of event time ten minutes after its end: what arrives later is too late for
it. By hour of \`event_ms\`, how many events happened, and how many of them arrived (\`received_at\`) when their
hour was closed already? Hours in which nothing happened are left out. Events count once, by their first copy.`,
  hints: [
    'An event belongs to the hour in which it happened, however late it comes: event_ms, not received_at.',
    'received_at is text; to_unixtime(from_iso8601_timestamp(received_at)) * 1000 are milliseconds.',
    'Where an event has copies, only the first that arrived says whether it was in time.',
  ],
  columns: {
    hour_ms: 'start of the hour, epoch milliseconds',
    events: 'events that happened in it',
    late: 'those of them that arrived too late',
  },
  keys: ['hour_ms'],
  answer({ truth, sessions }) {
    const late = truth.doses.get('late');
    return groupBy(
      sessions.flatMap(({ events }) => events),
      ({ at }) => Math.floor(at / HOUR_MS) * HOUR_MS,
    ).map(([hour_ms, events]) => ({
      hour_ms,
      events: events.length,
      late: events.filter(({ id }) => late?.has(id)).length,
    }));
  },
};
