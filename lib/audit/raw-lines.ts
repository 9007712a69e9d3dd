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

/** Of a segment is turned into text at a time: each text lives until somebody collects it. */
const PIECE_BYTES = 4 * 1024 * 1024;

/**
 * The whole lines of a segment in texts; none where there is no segment any more. Each byte is a letter
 * of them: what is looked for is of one byte a letter, and a text of bytes is made at once.
 */
export async function* rawTexts(store: ObjectStore, key: string): AsyncGenerator<string> {
  const body = await store.get(key);
  if (!body) return;
  const packed = body[0] === GZIP[0] && body[1] === GZIP[1];
  const bytes = packed ? gunzipSync(body) : Buffer.from(body.buffer, body.byteOffset, body.length);
  // What follows the last break is still being written.
  const end = bytes.lastIndexOf('\n') + 1;
  for (let at = 0; at < end; ) {
    const next = bytes.indexOf('\n', Math.min(at + PIECE_BYTES, end - 1)) + 1;
    yield bytes.toString('latin1', at, next);
    at = next;
  }
}
