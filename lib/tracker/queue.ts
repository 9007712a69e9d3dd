import { type Clock, DAY_MS, toIso } from '@/lib/common/clock';
import type { DropCounts } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';

/** Stands for events that were given up, until the collector has heard of it. */
export interface Drop {
  /** Of the first of them, marked so that drops come after all events. */
  readonly event_id: string;
  /** How many, under the reason: `overflow`, `expired` or `refused`. */
  readonly dropped: DropCounts;
}

/** No column is named `dropped`. */
export type Row = (WireEvent & { readonly dropped?: never }) | Drop;

/**
 * Captured events on their way out, shared by the tabs of one browser where storage allows.
 * Nothing here rejects: what storage refuses, this page's memory takes.
 */
export interface EventQueue {
  /** `mem` once anything had to be kept in memory instead of IndexedDB. */
  readonly store: 'idb' | 'mem';
  /** Resolves when the row is captured: it survives a reload from here on (memory: it does not). */
  put(row: Row): Promise<void>;
  /** The oldest rows: those of storage, then those of memory. */
  peek(): Promise<readonly Row[]>;
  /** Lets go of exactly these. */
  remove(ids: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

/** What a browser may hold: beyond the number, or the age, events are given up. */
export const MAX_QUEUED = 1_000;
export const MAX_AGE_MS = 7 * DAY_MS;
/** Both are looked at with a page's first put and then now and then. */
const PUTS_A_LOOK = 64;
const PEEK = 50;
const OPEN_LIMIT_MS = 2_000;

/** What an object store and the memory in its stead have in common. */
interface Rows {
  put(row: Row): void;
  delete(id: string): void;
  clear(): void;
}

/**
 * A queue in IndexedDB, keyed by event_id and so by time; localStorage would lose what a killed
 * browser had not yet written.
 */
export function openQueue(factory = () => indexedDB, clock: Clock = Date.now): EventQueue {
  const rows = new Map<string, Row>();
  const memory = Object.assign(rows, { put: (row: Row) => rows.set(row.event_id, row) });
  let database: IDBDatabase | undefined;
  let store: 'idb' | 'mem' = 'idb';
  let puts = 0;

  const opened = new Promise<unknown>((resolve) => {
    setTimeout(resolve, OPEN_LIMIT_MS);
    const request = factory().open('footfall');
    request.onupgradeneeded = () =>
      request.result.createObjectStore('events', { keyPath: 'event_id' });
    request.onerror = resolve;
    request.onsuccess = (event) => {
      database = request.result;
      resolve(event);
    };
  }).catch(() => 0); // Not there, or refused.

  /**
   * Begins in the caller's own task; resolves with what `work` answered once all is stored, with
   * undefined where storage refused.
   */
  const transact = <T>(work: (rows: IDBObjectStore) => T): Promise<T | undefined> =>
    new Promise<T>((resolve, reject) => {
      if (!database) return reject();
      const transaction = database.transaction('events', 'readwrite');
      const answer = work(transaction.objectStore('events'));
      transaction.oncomplete = () => resolve(answer);
      transaction.onabort = reject;
    }).catch(() => undefined);

  async function everywhere(work: (rows: Rows) => void): Promise<void> {
    work(memory);
    await transact(work);
  }

  function look(): void {
    giveUp([...memory.values()], memory, clock());
    void transact((rows) => {
      const all = rows.getAll();
      // In the transaction that has read them, so that two tabs never count the same event.
      all.onsuccess = () => giveUp(all.result, rows, clock());
    });
  }

  return {
    get store() {
      return store;
    },
    async put(row) {
      if (!database) await opened;
      const stored = await transact((rows) => {
        rows.put(row);
        // At once: the page may be gone before the next task.
        rows.transaction.commit();
        return true;
      });
      if (!stored) {
        store = 'mem';
        memory.put(row);
      }
      // Not waited for: events become captured in their order.
      if (puts++ % PUTS_A_LOOK === 0) look();
    },
    async peek() {
      await opened;
      const stored = await transact((rows) => rows.getAll(null, PEEK));
      return [...(stored?.result ?? []), ...memory.values()];
    },
    remove: (ids) =>
      everywhere((rows) => {
        for (const id of ids) rows.delete(id);
      }),
    async clear() {
      await opened;
      await everywhere((rows) => rows.clear());
    },
  };
}

/**
 * Puts one drop in the place of what is too old, or else of what is too much: views first, then clicks,
 * carts last, which is the alphabet backwards.
 */
function giveUp(all: readonly Row[], rows: Rows, now: number): void {
  const oldest = toIso(now - MAX_AGE_MS);
  const events = all.filter((row) => !row.dropped);
  const expired = events.filter(({ timestamp }) => timestamp < oldest);
  const gone = expired[0]
    ? expired
    : events.sort((a, b) => b.event_type.localeCompare(a.event_type)).slice(0, -MAX_QUEUED);
  for (const { event_id } of gone) rows.delete(event_id);
  if (gone[0])
    rows.put({
      event_id: `~${gone[0].event_id}`,
      dropped: { [expired[0] ? 'expired' : 'overflow']: gone.length },
    });
}
