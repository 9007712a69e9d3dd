import type { ObjectStore } from '@/lib/storage/object-store';
import { copyOf } from './copy-of';
import { rawKeys, rawTexts } from './raw-lines';

const EVENT_ID = /"event_id":"([0-9a-f-]{36})"/;

/** Ids that failed events claim, of all runs: what broke the contract has no run. */
export async function failedIds(
  store: ObjectStore,
  arrived: { readonly from: number; readonly to: number },
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const key of rawKeys(store, 'failed', arrived)) {
    for await (const text of rawTexts(store, key)) {
      for (const line of text.split('\n')) {
        const id = EVENT_ID.exec(line)?.[1];
        if (id) ids.add(copyOf(id));
      }
    }
  }
  return ids;
}
