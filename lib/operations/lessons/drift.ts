import { groupBy } from '@/lib/audit/answers/counts';
import type { CapturedEvent } from '@/lib/audit/truth';
import { COLUMNS } from '@/lib/events/columns';
import { type AnswerRow, type Lesson, utcDate } from './lesson';

const KNOWN: readonly string[] = COLUMNS.map(({ name }) => name);

export const drift: Lesson = {
  name: 'drift',
  title: 'What has changed?',
  data: ['deliveries', 'failed'],
  task: `One day a new version of the page went out, and what it sends is no longer quite what the contract says.
Fields that the contract does not know are kept in \`extra\`, a JSON object; what breaks the contract lies in
\`failed\`, with its \`reason\`. Make a list: each unknown field and each reason, the first UTC day on which there
are any, and how many events. Events count once.`,
  hints: [
    'Which names does extra hold? json_keys(extra) lists them in DuckDB.',
    'What was not taken in is no row of deliveries: look into failed as well.',
    'If the first day is the same for all of them, you have found when the page went out.',
  ],
  columns: {
    what: 'name of an unknown field, or a reason of failure',
    first_day: 'first UTC day of it, such as 2026-11-02',
    events: 'events that have it',
  },
  keys: ['what'],
  answer({ truth }) {
    const unknown = [...(truth.doses.get('unknown_field')?.keys() ?? [])].flatMap((id) => {
      const captured = truth.captured.get(id);
      const names = Object.keys(captured?.event ?? {}).filter((name) => !KNOWN.includes(name));
      return captured ? names.map((what) => ({ what, captured })) : [];
    });
    const broken = [...truth.rejected].flatMap(([id, what]) => {
      const captured = truth.captured.get(id);
      return captured ? [{ what, captured }] : [];
    });
    return listed([...unknown, ...broken]);
  },
};

interface Found {
  readonly what: string;
  readonly captured: CapturedEvent;
}

function listed(found: readonly Found[]): readonly AnswerRow[] {
  return groupBy(found, ({ what }) => what).map(([what, some]) => ({
    what,
    first_day:
      some.map(({ captured }) => utcDate(Date.parse(captured.event.timestamp))).sort()[0] ?? '',
    events: some.length,
  }));
}
