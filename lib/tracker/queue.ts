import type { WireEvent } from '@/lib/events/event';

/** Captured events on their way out. Shared by the tabs of one browser where storage allows. */
export interface EventQueue {
  /** `mem` once anything had to be kept in this page's memory instead of IndexedDB. */
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
const OPEN_LIMIT_MS = 2_000;

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
 * A queue in IndexedDB, keyed by event_id and so by time; localStorage would lose what a killed
 * browser had not yet written. Whatever IndexedDB refuses, at opening or later, goes to memory.
 */
export function openQueue(factory: () => IDBFactory | undefined): EventQueue {
  const memory = memoryQueue();
  let disk: Omit<EventQueue, 'store'> | null = null;
  let store: 'idb' | 'mem' = 'idb';
  const giveUp = () => {
    disk = null;
    store = 'mem';
  };
  const opened = openDatabase(factory).then((database) => {
    // `close` comes when the browser takes the storage away under us, for example to clear it.
    database.onclose = giveUp;
    disk = idbQueue(database);
  }, giveUp);

  return {
    get store() {
      return store;
    },
    async put(event) {
      if (!disk) await opened;
      try {
        // With the database open, the write begins in the very task of the click.
        await (disk ?? memory).put(event);
      } catch {
        store = 'mem'; // Quota or a closed database; this page still holds the event.
        await memory.put(event);
      }
    },
    async peek(count) {
      await opened;
      const stored = await disk?.peek(count).catch(() => []);
      return [...(stored ?? []), ...(await memory.peek(count))].slice(0, count);
    },
    async remove(ids) {
      await memory.remove(ids);
      await disk?.remove(ids);
    },
    async clear() {
      await opened;
      await memory.clear();
      await disk?.clear();
    },
  };
}

function openDatabase(factory: () => IDBFactory | undefined): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory()?.open('footfall', 1);
    if (!request) throw new Error('no IndexedDB');
    request.onupgradeneeded = () =>
      request.result.createObjectStore(STORE, { keyPath: 'event_id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
    setTimeout(() => reject(new Error('IndexedDB does not open')), OPEN_LIMIT_MS);
  });
}

function idbQueue(database: IDBDatabase): Omit<EventQueue, 'store'> {
  // Another tab with a newer tracker may need to upgrade; standing in its way would block it.
  database.onversionchange = () => database.close();

  const write = (change: (store: IDBObjectStore) => void) =>
    new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(STORE, 'readwrite');
      change(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
      // Committed at once: the page may be gone before the next task.
      transaction.commit();
    });

  return {
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
