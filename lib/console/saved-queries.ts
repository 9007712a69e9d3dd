import { z } from 'zod';
import type { Clock } from '@/lib/common/clock';
import { logError } from '@/lib/common/log-error';
import { isUuidV7, UUID_V7, uuidV7 } from '@/lib/common/uuid';
import type { ObjectStore } from '@/lib/storage/object-store';
import type { SavedQuery } from './console-document';
import { type BadInput, badInput, savingRule } from './console-question';
import { ownerFolder } from './owner-folder';

const FOLDER = 'console/saved';
const MOST_QUERIES = 100;

const stored: z.ZodType<SavedQuery> = savingRule.extend({
  id: z.string().regex(UUID_V7),
  owner: z.string(),
  ownerName: z.string(),
  savedAtMs: z.number(),
});

/** Who is signed in, as the session has it. */
export interface Owner {
  readonly id: string;
  readonly user: string;
}

export type SavingOutcome =
  | { readonly ok: true; readonly query: SavedQuery }
  | ({ readonly ok: false; readonly code: 'bad_query' } & BadInput)
  | { readonly ok: false; readonly code: 'too_many_queries'; readonly message: string }
  | { readonly ok: false; readonly code: 'unknown_query'; readonly message: string };

/** Queries with names: one's own, and what others share. */
export interface SavedQueries {
  /** By name. */
  list(owner: Owner): Promise<readonly SavedQuery[]>;
  save(owner: Owner, given: unknown): Promise<SavingOutcome>;
  /** Only what one owns; anything else is unknown. */
  change(owner: Owner, id: string, given: unknown): Promise<SavingOutcome>;
  /** False where the owner has no such query. */
  remove(owner: Owner, id: string): Promise<boolean>;
}

const UNKNOWN = {
  ok: false,
  code: 'unknown_query',
  message: 'You have no such query; what others share, only they change. Save it as your own.',
} as const;

export function createSavedQueries(options: {
  readonly objects: ObjectStore;
  readonly clock: Clock;
}): SavedQueries {
  const { objects, clock } = options;
  let lastSave: Promise<unknown> = Promise.resolve();
  const folderOf = ({ id }: Owner) => ownerFolder(FOLDER, id);
  const keyOf = (owner: Owner, id: string) => `${folderOf(owner)}${id}.json`;

  async function read(key: string): Promise<readonly SavedQuery[]> {
    const body = await objects.get(key);
    if (!body) return []; // Removed since it was listed.
    try {
      return [stored.parse(JSON.parse(new TextDecoder().decode(body)))];
    } catch (error) {
      // One damaged query must not hide the others.
      logError(`saved query ${key}`, error);
      return [];
    }
  }

  async function write(owner: Owner, id: string, given: unknown): Promise<SavingOutcome> {
    const read = savingRule.safeParse(given);
    if (!read.success) return { ok: false, code: 'bad_query', ...badInput(read.error.issues) };
    const named = { owner: owner.id, ownerName: owner.user, savedAtMs: clock() };
    const query: SavedQuery = { id, ...read.data, ...named };
    await objects.put(keyOf(owner, id), new TextEncoder().encode(JSON.stringify(query)));
    return { ok: true, query };
  }

  /** One after another, or what is saved at once would all be the hundredth. */
  function next<T>(work: () => Promise<T>): Promise<T> {
    const done = lastSave.then(work);
    lastSave = done.catch(() => undefined);
    return done;
  }

  const isOwn = async (owner: Owner, id: string) =>
    isUuidV7(id) && (await objects.get(keyOf(owner, id))) !== null;

  return {
    async list(owner) {
      const found = await objects.list(`${FOLDER}/`);
      const all = (await Promise.all(found.map(({ key }) => read(key)))).flat();
      return all
        .filter((query) => query.shared || query.owner === owner.id)
        .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
    },
    save: (owner, given) =>
      next(async () => {
        if ((await objects.list(folderOf(owner))).length >= MOST_QUERIES) {
          const message = `You have ${MOST_QUERIES} saved queries. Remove one to save another.`;
          return { ok: false, code: 'too_many_queries', message } as const;
        }
        return write(owner, uuidV7(clock()), given);
      }),
    change: (owner, id, given) =>
      next(async () => ((await isOwn(owner, id)) ? write(owner, id, given) : UNKNOWN)),
    remove: (owner, id) =>
      next(async () => {
        if (!(await isOwn(owner, id))) return false;
        await objects.delete(keyOf(owner, id));
        return true;
      }),
  };
}
