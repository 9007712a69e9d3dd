import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const KEY_BYTES = 32;

/** A password as scrypt leaves it, with Node's own cost (N 16384, r 8: 16 MiB a try). */
export interface PasswordHash {
  readonly salt: Buffer;
  readonly key: Buffer;
}

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  return { salt, key: await derive(password, salt, KEY_BYTES) };
}

/** A hash that no password has: who is unknown costs the same time as who is known. */
export function hashOfNobody(): PasswordHash {
  return { salt: randomBytes(16), key: randomBytes(KEY_BYTES) };
}

export async function isPassword(given: string, { salt, key }: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derive(given, salt, KEY_BYTES), key);
}
