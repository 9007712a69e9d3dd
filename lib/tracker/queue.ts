import type { WireEvent } from '@/lib/events/event';

/** Captured events on their way out. Shared by the tabs of one browser where storage allows. */
export interface EventQueue {
  readonly store: 'idb' | 'mem';
  /** Resolves when the event is captured: it survives a reload from here on (memory: it does not). */
  put(event: WireEvent): Promise<void>;
  /** The oldest events, at most so many. */
  peek(count: number): Promise<WireEvent[]>;
  /** Lets go of exactly these. */
  remove(ids: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

const STORE = 'events';

/** A queue in memory, for browsers that refuse storage. */
export function memoryQueue(): EventQueue {
  const events = new Map<string, WireEvent>();
  return {
    store: 'mem',
    put: async (event) => void events.set(event.event_id, event),
    peek: async (count) => [...events.values()].slice(0, count),
    async remove(ids) {
      for (const id of ids) events.delete(id);
    },
    clear: async () => events.clear(),
  };
}

/**
 * A queue in IndexedDB, keyed by event_id and so by time; falls back to memory where it cannot open.
 * localStorage would lose what a killed browser had not yet written.
 */
export async function openQueue(factory: IDBFactory | undefined): Promise<EventQueue> {
  try {
    if (!factory) return memoryQueue();
    return idbQueue(await openDatabase(factory));
  } catch {
    return memoryQueue(); // Private mode, quota or a broken profile; the batch says `mem`.
  }
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open('footfall', 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore(STORE, { keyPath: 'event_id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
}

function idbQueue(database: IDBDatabase): EventQueue {
  // Another tab with a newer tracker may need to upgrade; standing in its way would block it.
  database.onversionchange = () => database.close();

  const write = (change: (store: IDBObjectStore) => void) =>
    new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(STORE, 'readwrite');
      change(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
      // Committed in the task of the click itself: the page may be gone before the next one.
      transaction.commit();
    });

  return {
    store: 'idb',
    put: (event) => write((store) => store.put(event)),
    peek: (count) =>
      new Promise((resolve, reject) => {
        const request = database.transaction(STORE).objectStore(STORE).getAll(null, count);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      }),
    remove: (ids) =>
      write((store) => {
        for (const id of ids) store.delete(id);
      }),
    clear: () => write((store) => store.clear()),
  };
}
