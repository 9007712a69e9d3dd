import { gunzipSync } from 'node:zlib';
import { HOUR_MS } from '@/lib/common/clock';
import { arrivalPartition } from '@/lib/lake/layout';
import type { ObjectStore } from '@/lib/storage/object-store';

/** What compressed content begins with; no line does. */
const GZIP = [0x1f, 0x8b];

/** Keys of what arrived in these hours, by hour; the store begins at `raw/`. */
export async function* rawKeys(
  store: ObjectStore,
  stream: 'events' | 'failed',
  arrived: { readonly from: number; readonly to: number },
): AsyncGenerator<string> {
  const first = Math.floor(arrived.from / HOUR_MS) * HOUR_MS;
  for (let hour = first; hour <= arrived.to; hour += HOUR_MS) {
    for (const { key } of await store.list(`${stream}/${arrivalPartition(hour)}/`)) yield key;
  }
}

/**
 * The whole lines of a segment as one text; '' where there is none any more. Each byte is a letter of
 * it: what is looked for is of one byte a letter, and a text of bytes is made at once.
 */
export async function rawText(store: ObjectStore, key: string): Promise<string> {
  const body = await store.get(key);
  if (!body) return '';
  const packed = body[0] === GZIP[0] && body[1] === GZIP[1];
  const bytes = packed ? gunzipSync(body) : Buffer.from(body.buffer, body.byteOffset, body.length);
  // What follows the last break is still being written.
  return bytes.toString('latin1', 0, bytes.lastIndexOf('\n') + 1);
}
