import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** What compressed content begins with; no line does. */
const GZIP = [0x1f, 0x8b];
const MOST_UNPACKED_BYTES = 256 * 1024 * 1024;
const unzip = promisify(gunzip);

export function isPacked(body: Uint8Array): boolean {
  return body[0] === GZIP[0] && body[1] === GZIP[1];
}

/** On another thread. @throws where it is damaged, or far larger than any object of ours. */
export async function unpacked(body: Uint8Array): Promise<Buffer> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return isPacked(bytes) ? await unzip(bytes, { maxOutputLength: MOST_UNPACKED_BYTES }) : bytes;
}
