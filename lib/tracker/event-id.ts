/**
 * A UUIDv7 (RFC 9562 §5.7) of a moment in epoch milliseconds, with 72 random bits: the same form as
 * lib/common/uuid.ts mints, in half its size. Not crypto.randomUUID, which is no version 7 and which
 * a page over plain http does not have.
 */
export function mintId(epochMs: number): string {
  let hex = epochMs.toString(16).padStart(12, '0');
  // The ninth bit keeps leading zeros.
  for (const byte of crypto.getRandomValues(new Uint8Array(10)))
    hex += (byte | 0x100).toString(16).slice(1);
  return hex.replace(/(.{8})(....).(...).(...)/, '$1-$2-7$3-8$4-');
}
