import { type Clock, systemClock } from '@/lib/common/clock';
import { assertKey, type ObjectStore } from './object-store';
import { assertPrefix, byKey } from './prefix';

/** The in-memory twin. Bytes are copied both ways, so that nobody can change a stored object. */
export function createMemoryStore(options: { readonly clock?: Clock } = {}): ObjectStore {
  const { clock = systemClock } = options;
  const objects = new Map<string, { readonly body: Uint8Array; readonly modifiedAt: number }>();
  return {
    name: 'memory',
    async put(key, body) {
      assertKey(key);
      objects.set(key, { body: body.slice(), modifiedAt: clock() });
    },
    async get(key) {
      assertKey(key);
      return objects.get(key)?.body.slice() ?? null;
    },
    async list(prefix) {
      assertPrefix(prefix);
      return [...objects]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, { body, modifiedAt }]) => ({ key, bytes: body.length, modifiedAt }))
        .sort(byKey);
    },
    async delete(key) {
      assertKey(key);
      objects.delete(key);
    },
  };
}
