import { ISO_TIME } from '@/lib/common/clock';
import type { TrailAct, TrailEntry } from '@/lib/trail/trail';
import { momentText } from '../moment-text';

export const ACT_WORDS: Readonly<Record<TrailAct, string>> = {
  signed_in: 'Signed in',
  sign_in_refused: 'Sign-in refused',
  signed_out: 'Signed out',
  queried: 'Asked in SQL',
  exported: 'Took a file',
  run_started: 'Started a run',
  run_stopped: 'Stopped a run',
  run_audited: 'Audited a run',
  replayed: 'Replayed failed events',
  erased: 'Erased a visitor',
};

const WHY: Readonly<Record<string, string>> = {
  wrong: 'wrong name or password',
  limited: 'too many tries',
  no_role: 'in none of the groups that may',
};

export interface Told {
  readonly name: string;
  readonly value: string;
  /** Several lines, in their own place. */
  readonly long: boolean;
}

/** What an entry holds besides who, what and when, as it reads to a person. */
export function toldBy({ act, detail }: TrailEntry, zone: string): readonly Told[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    if (value === null || value === '') return [];
    const text =
      act === 'sign_in_refused' && name === 'why'
        ? (WHY[String(value)] ?? String(value))
        : textOf(name, value, zone);
    return [{ name: name.replaceAll('_', ' '), value: text, long: /\n|.{120}/.test(text) }];
  });
}

/** Times by the zone's clock, counts with their commas; a seed is a name. */
function textOf(name: string, value: string | number | boolean, zone: string): string {
  if (typeof value === 'number' && name !== 'seed') return value.toLocaleString('en-IE');
  return ISO_TIME.test(String(value)) ? momentText(Date.parse(String(value)), zone) : String(value);
}
