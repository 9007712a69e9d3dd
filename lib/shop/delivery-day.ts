const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

const MONTH_FIRST = /^en-(?:US|CA)$/;
const DAY_FIRST = /^en-(?:IE|GB|NZ|AT|BE|CH|DE|DK|ES|FI|FR|IT|NL|NO|PL|PT|SE)$/;

/**
 * A UTC midnight as a day of delivery, in the order of an English locale's region: "Mon 7 Dec",
 * "Mon, Dec 7". The common regions are written by hand, since a browser's first look into its tables
 * of dates holds a phone up for a tenth of a second; for the others the browser writes it.
 */
export function writeDeliveryDay(day: number, locale: string): string {
  const date = new Date(day);
  const weekday = WEEKDAYS[date.getUTCDay()];
  const month = MONTHS[date.getUTCMonth()];
  if (DAY_FIRST.test(locale)) return `${weekday} ${date.getUTCDate()} ${month}`;
  if (MONTH_FIRST.test(locale)) return `${weekday}, ${month} ${date.getUTCDate()}`;
  return date.toLocaleDateString(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
}
