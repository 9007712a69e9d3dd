import type { TrailAct, TrailEntry } from '@/lib/trail/trail';

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
export function toldBy({ act, detail }: TrailEntry): readonly Told[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    if (value === null || value === '') return [];
    const known = act === 'sign_in_refused' && name === 'why' ? WHY[String(value)] : undefined;
    const text =
      known ?? (typeof value === 'number' ? value.toLocaleString('en-IE') : String(value));
    const plain = name === 'seed' ? String(value) : text;
    return [{ name: name.replaceAll('_', ' '), value: plain, long: /\n|.{120}/.test(plain) }];
  });
}
