/** Whether a line of the failed stream holds such a text, in itself or in the bytes it keeps. */
export function failedSpeaks(line: string, speaks: (text: string) => boolean): boolean {
  if (speaks(line)) return true;
  const bytes = /"bytes":"([A-Za-z0-9+/=]*)"/.exec(line)?.[1];
  return bytes !== undefined && speaks(Buffer.from(bytes, 'base64').toString('utf8'));
}
