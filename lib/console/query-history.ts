import { z } from 'zod';
import { logError } from '@/lib/common/log-error';
import { isUuidV7, UUID_V7 } from '@/lib/common/uuid';
import type { ObjectStore } from '@/lib/storage/object-store';
import type { PastQuery } from './console-document';
import { ownerFolder } from './owner-folder';

const MOST_QUERIES = 200;
const AT_ONCE = 25;

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const problem = z.object({
  code: z.enum([
    'refused',
    'invalid',
    'timeout',
    'memory',
    'too_large',
    'cancelled',
    'busy',
    'unavailable',
    'failed',
  ]),
  message: z.string(),
  line: z.number().nullable(),
  column: z.number().nullable(),
});
const end = z.object({
  kind: z.literal('end'),
  rows: z.number(),
  truncated: z.boolean(),
  bytesScanned: z.number().nullable(),
  usd: z.number().nullable(),
  elapsedMs: z.number(),
});
const stored: z.ZodType<PastQuery> = z.object({
  query_id: z.string().regex(UUID_V7),
  askedAtMs: z.number(),
  sql: z.string(),
  parameters: z.record(z.string(), value).optional(),
  outcome: z
    .discriminatedUnion('kind', [end, z.object({ kind: z.literal('problem'), problem })])
    .nullable(),
});

/** What everybody asked, each for its owner alone; the last 200 of each are kept. */
export interface QueryHistory {
  /** Newest first. */
  list(owner: string): Promise<readonly PastQuery[]>;
  /** null where the owner asked no such query. */
  get(owner: string, queryId: string): Promise<PastQuery | null>;
  /** Writes it, in the place of what was written of it before. */
  put(owner: string, query: PastQuery): Promise<void>;
}

export function createQueryHistory({ objects }: { readonly objects: ObjectStore }): QueryHistory {
  const folderOf = (owner: string) => ownerFolder('console/history', owner);
  const keyOf = (owner: string, id: string) => `${folderOf(owner)}${id}.json`;

  async function read(key: string): Promise<PastQuery | null> {
    const body = await objects.get(key);
    if (!body) return null; // Left the last 200 since it was listed.
    try {
      return stored.parse(JSON.parse(new TextDecoder().decode(body)));
    } catch (error) {
      // One damaged query must not hide the others.
      logError(`past query ${key}`, error);
      return null;
    }
  }

  return {
    async list(owner) {
      // By key, and so by time, since the ids are.
      const keys = (await objects.list(folderOf(owner))).map(({ key }) => key).reverse();
      const found: PastQuery[] = [];
      const newest = keys.slice(0, MOST_QUERIES);
      for (let at = 0; at < newest.length; at += AT_ONCE) {
        const some = await Promise.all(newest.slice(at, at + AT_ONCE).map(read));
        found.push(...some.flatMap((one) => one ?? []));
      }
      return found;
    },
    get: async (owner, id) => (isUuidV7(id) ? await read(keyOf(owner, id)) : null),
    async put(owner, query) {
      const body = new TextEncoder().encode(JSON.stringify(query));
      await objects.put(keyOf(owner, query.query_id), body);
      if (query.outcome === null) return;
      const keys = (await objects.list(folderOf(owner))).map(({ key }) => key);
      for (const key of keys.slice(0, Math.max(0, keys.length - MOST_QUERIES))) {
        await objects.delete(key);
      }
    },
  };
}
