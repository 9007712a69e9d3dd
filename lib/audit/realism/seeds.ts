/**
 * The populations that the model answers for: chosen before any of them was scored, and not to be
 * exchanged for luckier ones. Who tunes the model scores these again and says so.
 */
export const SCORED_SEEDS = [11, 29, 83] as const;
/** Long enough for people to come back, many enough for every product to be looked at. */
export const SCORED_DAYS = 90;
export const SCORED_SESSIONS_PER_DAY = 250;
/** A fixed end, so that the weekdays are the same for whoever looks. */
export const SCORED_UNTIL = Date.parse('2026-11-23T00:00:00.000Z');
