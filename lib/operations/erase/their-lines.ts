import type { Visitor } from './visitor';

/** The fields of a line of raw; null where it is no event. */
export function eventOf(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null; // No event: its text is looked at.
  }
}

/** An event of theirs or of a session of theirs, or a line that is no event and speaks of them. */
export function isTheirs(
  line: string,
  { user_id, sessions }: Visitor,
  speaks: (text: string) => boolean,
): boolean {
  if (!speaks(line)) return false;
  const event = eventOf(line);
  if (typeof event?.user_id !== 'string') return true;
  return event.user_id === user_id || sessions.has(String(event.session_id));
}
