/** Whom to erase, and everything that stands for them in the lake. */
export interface Visitor {
  readonly user_id: string;
  readonly sessions: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

export const USER_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** A word that stands by itself: no part of a longer id. */
export function wordOf(id: string): RegExp {
  const escaped = id.replaceAll(/[.-]/g, '\\$&');
  return new RegExp(`(?<![A-Za-z0-9._-])${escaped}(?![A-Za-z0-9._-])`);
}

/** Whether a text speaks of them, by their own id or by a session's. */
export function speaksOf({ user_id, sessions }: Visitor): (text: string) => boolean {
  const words = [user_id, ...sessions].map(wordOf);
  return (text) => words.some((word) => word.test(text));
}
