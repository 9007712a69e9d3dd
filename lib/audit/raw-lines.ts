import { gunzipSync } from 'node:zlib';
import { HOUR_MS } from '@/lib/common/clock';
import { arrivalPartition } from '@/lib/lake/layout';
import type { ObjectStore } from '@/lib/storage/object-store';

/** What compressed content begins with; no line does. */
const GZIP = [0x1f, 0x8b];

/** The whole lines of what arrived in these hours; the store begins at `raw/`. */
export async function* rawLines(
  store: ObjectStore,
  stream: 'events' | 'failed',
  arrived: { readonly from: number; readonly to: number },
): AsyncGenerator<readonly string[]> {
  const first = Math.floor(arrived.from / HOUR_MS) * HOUR_MS;
  for (let hour = first; hour <= arrived.to; hour += HOUR_MS) {
    for (const { key } of await store.list(`${stream}/${arrivalPartition(hour)}/`)) {
      const body = await store.get(key);
      if (body) yield wholeLines(body);
    }
  }
}

function wholeLines(body: Uint8Array): readonly string[] {
  const packed = body[0] === GZIP[0] && body[1] === GZIP[1];
  const text = Buffer.from(packed ? gunzipSync(body) : body).toString('utf8');
  // What follows the last break is still being written.
  return text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
}
