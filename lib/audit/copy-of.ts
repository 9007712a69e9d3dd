/** The same text by itself: a part of a larger one would keep all of that in memory. */
export function copyOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
