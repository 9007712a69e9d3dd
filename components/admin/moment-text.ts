/** A moment by the zone's clock, to the second: `Mon, 23 Nov, 14:05:09`. */
export function momentText(ms: number, zone: string): string {
  return new Intl.DateTimeFormat('en-IE', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(ms);
}
