import { HOUR_MS, ISO_TIME, MINUTE_MS, SECOND_MS, toIso } from '@/lib/common/clock';

const DIGIT_0 = 48;

/** Nearly all events are of one day, so its midnight is worked out once. */
let lastDay = { text: '', midnight: Number.NaN };

/** Epoch milliseconds of a contract timestamp, or null where the text is none. */
export function parseTime(text: string): number | null {
  if (!ISO_TIME.test(text)) return null;
  const day = text.slice(0, 10);
  if (day !== lastDay.text) lastDay = { text: day, midnight: midnightOf(day) };
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (hour > 23 || minute > 59 || second > 59 || Number.isNaN(lastDay.midnight)) return null;
  const ms = twoDigits(text, 20) * 10 + text.charCodeAt(22) - DIGIT_0;
  return lastDay.midnight + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + ms;
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - DIGIT_0) * 10 + text.charCodeAt(at + 1) - DIGIT_0;
}

/** Midnight UTC of `2026-11-24`; NaN for 31 February, which Date.parse takes for 3 March. */
function midnightOf(day: string): number {
  const ms = Date.parse(`${day}T00:00:00.000Z`);
  return !Number.isNaN(ms) && toIso(ms).startsWith(day) ? ms : Number.NaN;
}
