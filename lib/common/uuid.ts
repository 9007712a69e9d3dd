/** Fills the array with random bytes; `crypto.getRandomValues` in production, a seeded one in plans. */
export type FillRandom = (bytes: Uint8Array<ArrayBuffer>) => void;

const secureRandom: FillRandom = (bytes) => {
  crypto.getRandomValues(bytes);
};

export const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * A UUIDv7 (RFC 9562 §5.7): 48 bits of epoch milliseconds, then random bits. Its text sorts by time
 * and its time never changes, which is why partitions follow it.
 */
export function uuidV7(epochMs: number, fill: FillRandom = secureRandom): string {
  const bytes = new Uint8Array(16);
  fill(bytes);
  return formatUuidV7(epochMs, bytes);
}

/** A UUIDv7 whose 74 free bits come from the last ten of 16 given bytes. */
export function formatUuidV7(epochMs: number, bytes: Uint8Array): string {
  const time = epochMs.toString(16).padStart(12, '0');
  let hex = '';
  // The ninth bit keeps leading zeros.
  for (const byte of bytes) hex += (byte | 0x100).toString(16).slice(1);
  const variant = '89ab'[((bytes[8] ?? 0) >> 4) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function isUuidV7(text: string): boolean {
  return UUID_V7.test(text);
}

/** Epoch milliseconds inside a UUIDv7; the text must have passed `isUuidV7`. */
export function uuidV7Time(uuid: string): number {
  return Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
}
