import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { nodeIo } from '@/lib/lake/lake-io';

/** Where a lake's own population stands: history and live traffic are one plan, cut at `until_ms`. */
const historyRule = z.object({
  v: z.literal(1),
  seed: z.number().int(),
  /** Name of the run that all its events carry. */
  run_id: z.string(),
  /** Everything planned before this time is in the lake. */
  until_ms: z.number(),
});

export type History = Readonly<z.infer<typeof historyRule>>;

/** The seed of the shop that `npm start` opens. */
export const SHOP_SEED = 7;
/** Below the data folder; this machine's own. */
const HISTORY = 'local/traffic.json';

/** Null where the lake has no population of its own yet. */
export async function readHistory(root: string): Promise<History | null> {
  try {
    return historyRule.parse(JSON.parse(await readFile(join(root, HISTORY), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`${HISTORY} cannot be read: remove it, and live traffic begins anew`, {
      cause: error,
    });
  }
}

export async function writeHistory(root: string, history: History): Promise<void> {
  await nodeIo.replace(join(root, HISTORY), JSON.stringify(history), root);
}

export function newHistory(seed: number, untilMs: number): History {
  return { v: 1, seed, run_id: `shop-${seed}`, until_ms: untilMs };
}
