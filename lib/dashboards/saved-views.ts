import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ADMIN_PATH, safeAdminPath } from '@/lib/auth/admin-path';
import { type Clock, toIso } from '@/lib/common/clock';
import { logError } from '@/lib/common/log-error';
import { isUuidV7, UUID_V7, uuidV7 } from '@/lib/common/uuid';
import type { ObjectStore } from '@/lib/storage/object-store';
import { QUERY_NAMES } from './scope-query';

/** A page of the admin as somebody wants to find it again. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Without its question mark; only names that a page of the admin reads. */
  readonly query: string;
  readonly created_at: string;
}

/** What a view's query may name: the scope that reports share, then what is special to some. */
export const VIEW_QUERY_NAMES: ReadonlySet<string> = new Set(QUERY_NAMES);

const MOST_VIEWS = 100;
const MOST_NAME_CHARS = 80;
const MOST_QUERY_BYTES = 2_048;

const stored = z.object({
  id: z.string().regex(UUID_V7),
  name: z.string(),
  path: z.string(),
  query: z.string(),
  created_at: z.string(),
});

const asked = z.strictObject({
  name: z
    .string({ error: 'give a text' })
    .trim()
    .min(1, { error: 'give the view a name' })
    .refine((text) => [...text].length <= MOST_NAME_CHARS, {
      error: `at most ${MOST_NAME_CHARS} characters`,
    })
    .refine((text) => !/\p{Cc}/u.test(text), { error: 'no control characters' }),
  path: z
    .string({ error: 'give a text' })
    .max(256, { error: 'at most 256 characters' })
    .refine(isAdminPath, { error: `must be the path of a page below ${ADMIN_PATH}` }),
  query: z
    .string({ error: 'give a text' })
    .refine((text) => Buffer.byteLength(text) <= MOST_QUERY_BYTES, {
      error: `at most ${MOST_QUERY_BYTES} bytes`,
    })
    .superRefine((text, context) => {
      const unknown = [...new URLSearchParams(text).keys()].find(
        (name) => !VIEW_QUERY_NAMES.has(name),
      );
      if (unknown !== undefined) {
        context.addIssue({
          code: 'custom',
          message: `no page reads ${JSON.stringify(unknown.slice(0, 40))}`,
        });
      }
    })
    // Written anew, so that what is kept is a query and nothing else.
    .transform((text) => new URLSearchParams(text).toString()),
});

export type SaveOutcome =
  | { readonly ok: true; readonly view: SavedView }
  | {
      readonly ok: false;
      readonly code: 'bad_view';
      readonly message: string;
      readonly fields: readonly string[];
    }
  | { readonly ok: false; readonly code: 'too_many_views'; readonly message: string };

/** The views of everybody, each for its owner alone. */
export interface SavedViews {
  /** By name. */
  list(owner: string): Promise<readonly SavedView[]>;
  save(owner: string, given: unknown): Promise<SaveOutcome>;
  /** False where the owner has no such view. */
  remove(owner: string, id: string): Promise<boolean>;
}

export function createSavedViews(options: {
  readonly objects: ObjectStore;
  readonly clock: Clock;
}): SavedViews {
  const { objects, clock } = options;
  let lastSave: Promise<unknown> = Promise.resolve();

  async function read(key: string): Promise<readonly SavedView[]> {
    const body = await objects.get(key);
    if (!body) return []; // Removed since it was listed.
    try {
      return [stored.parse(JSON.parse(new TextDecoder().decode(body)))];
    } catch (error) {
      // One damaged view must not hide the others.
      logError(`saved view ${key}`, error);
      return [];
    }
  }

  async function saveNext(owner: string, given: unknown): Promise<SaveOutcome> {
    const read = asked.safeParse(given);
    if (!read.success) return refusal(read.error.issues);
    if ((await objects.list(folderOf(owner))).length >= MOST_VIEWS) {
      const message = `You have ${MOST_VIEWS} views. Remove one to save another.`;
      return { ok: false, code: 'too_many_views', message };
    }
    const now = clock();
    const view: SavedView = { id: uuidV7(now), ...read.data, created_at: toIso(now) };
    await objects.put(keyOf(owner, view.id), new TextEncoder().encode(JSON.stringify(view)));
    return { ok: true, view };
  }

  return {
    async list(owner) {
      const found = await objects.list(folderOf(owner));
      const views = (await Promise.all(found.map(({ key }) => read(key)))).flat();
      return views.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
    },
    save(owner, given) {
      // One after another, or saves made at once would all be the hundredth.
      const saved = lastSave.then(() => saveNext(owner, given));
      lastSave = saved.catch(() => undefined);
      return saved;
    },
    async remove(owner, id) {
      if (!isUuidV7(id) || !(await objects.get(keyOf(owner, id)))) return false;
      await objects.delete(keyOf(owner, id));
      return true;
    },
  };
}

/** An owner may be called anything, a key may not; a hash is a key, and no owner's is in another's. */
function folderOf(owner: string): string {
  return `views/${createHash('sha256').update(owner).digest('hex')}/`;
}

function keyOf(owner: string, id: string): string {
  return `${folderOf(owner)}${id}.json`;
}

function isAdminPath(path: string): boolean {
  return !path.includes('?') && safeAdminPath(path) === path;
}

function refusal(issues: z.core.$ZodIssue[]): SaveOutcome {
  const fields = [...new Set(issues.map(({ path }) => path.join('.') || 'body'))];
  const words = issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  return { ok: false, code: 'bad_view', message: words.join('; '), fields };
}
