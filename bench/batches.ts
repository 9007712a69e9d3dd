import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toIso } from '@/lib/common/clock';
import type { Rng } from '@/lib/common/rng';
import { uuidV7 } from '@/lib/common/uuid';
import type { EventBatch } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';
import type { BenchRequest } from './harness';

/** Bodies sent in turn; enough that no two requests in flight are alike. */
const BODIES = 256;
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

/** Batches of so many events, as a tracker would send them now. */
export function makeRequests(eventsPerRequest: number, rng: Rng): BenchRequest[] {
  const now = Date.now();
  const fill = (bytes: Uint8Array) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(rng() * 256);
  };
  const visit = () => ({ user: uuidV7(now, fill), session: uuidV7(now, fill) });
  return Array.from({ length: BODIES }, () => {
    const { user, session } = visit();
    const batch: EventBatch = {
      v: 1,
      batch_id: uuidV7(now, fill),
      sent_at: toIso(now),
      context: { user_agent: USER_AGENT, time_zone: 'Europe/Dublin', touch: false, store: 'idb' },
      events: Array.from(
        { length: eventsPerRequest },
        (_, index): WireEvent => ({
          user_id: user,
          session_id: session,
          event_type: index % 4 === 3 ? 'click' : 'view',
          page: 'category',
          product_id: null,
          timestamp: toIso(now - index * 1000),
          referrer_url: 'https://www.google.com/',
          user_type: 'new',
          event_id: uuidV7(now - index * 1000, fill),
          tab_id: 'abcd1234',
          seq: index + 1,
          page_url: '/c/home?sort=price',
          ...(index % 4 === 3 && { element: 'product_tile', position: 3 }),
        }),
      ),
    };
    return {
      method: 'POST',
      path: '/api/events',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(batch),
    };
  });
}

/** Lines in all files below a folder. */
export async function countLines(folder: string): Promise<number> {
  let lines = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    for await (const chunk of createReadStream(join(entry.parentPath, entry.name))) {
      const bytes: Buffer = chunk;
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
    }
  }
  return lines;
}

/** Bytes of all files below a folder. */
export function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
