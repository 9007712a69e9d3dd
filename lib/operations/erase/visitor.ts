/** Whom to erase, and everything that stands for them in the lake. */
export interface Visitor {
  readonly user_id: string;
  readonly sessions: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

export const USER_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** A word that stands by itself: no part of a longer id. */
export function wordOf(id: string): RegExp {
  return new RegExp(alone(escaped(id)));
}

const escaped = (id: string) => id.replaceAll(/[.-]/g, '\\$&');
const alone = (words: string) => `(?<![A-Za-z0-9._-])(?:${words})(?![A-Za-z0-9._-])`;

/** Whether a text speaks of them, by their own id or by a session's. */
export function speaksOf({ user_id, sessions }: Visitor): (text: string) => boolean {
  const words = [user_id, ...sessions].map(wordOf);
  return (text) => words.some((word) => word.test(text));
}

const BLACKED_OUT = 'erased';

/** A text of somebody else's without the ids in it, their events' among them. */
export function blackoutOf({ user_id, sessions, events }: Visitor): (text: string) => string {
  const ids = [user_id, ...sessions, ...events].map(escaped);
  const words = new RegExp(alone(ids.join('|')), 'g');
  return (text) => text.replaceAll(words, BLACKED_OUT);
}
