import { z } from 'zod';
import { DAY_MS, toIso } from '@/lib/common/clock';
import { logError } from '@/lib/common/log-error';
import { UUID_V7, uuidV7 } from '@/lib/common/uuid';
import type { ObjectStore } from '@/lib/storage/object-store';
import type { FailedRange, ReplayRecord } from './failed-document';

/** Which failed events were replayed, by the digest of their lines. */
export type Replayed = ReadonlyMap<string, { readonly atMs: number; readonly who: string }>;

export interface Mark {
  readonly digest: string;
  readonly receivedMs: number;
}

/** The durable record of replays: small objects, each written once, but for a replay's own end. */
export interface ReplayBook {
  mark(marks: readonly Mark[], replay: Pick<ReplayRecord, 'id' | 'who'>): Promise<void>;
  /** Of what was received in a stretch. */
  replayed(range: FailedRange): Promise<Replayed>;
  record(record: ReplayRecord): Promise<void>;
  /** Newest first. */
  last(most: number): Promise<readonly ReplayRecord[]>;
}

const MARKS = 'failed-events/replayed/';
const REPLAYS = 'failed-events/replays/';
const MARK_KEY = /^failed-events\/replayed\/(\d{4}-\d\d-\d\d)\/[0-9a-f-]{36}\.json$/;

const marksRule = z.object({
  replay: z.string(),
  at_ms: z.number(),
  who: z.string(),
  lines: z.array(z.string()),
});
const recordRule = z.custom<ReplayRecord>(
  (value) => z.object({ id: z.string().regex(UUID_V7), who: z.string() }).safeParse(value).success,
);

export function createReplayBook(objects: ObjectStore, clock: () => number): ReplayBook {
  async function read<T>(key: string, rule: z.ZodType<T>): Promise<T | null> {
    const body = await objects.get(key);
    if (!body) return null;
    try {
      return rule.parse(JSON.parse(new TextDecoder().decode(body)));
    } catch (error) {
      logError(key, error);
      return null;
    }
  }
  const put = (key: string, value: unknown) =>
    objects.put(key, new TextEncoder().encode(JSON.stringify(value)));

  return {
    async mark(marks, { id, who }) {
      const at_ms = clock();
      for (const day of new Set(marks.map(({ receivedMs }) => dayOf(receivedMs)))) {
        const ofDay = marks.filter(({ receivedMs }) => dayOf(receivedMs) === day);
        const lines = ofDay.map(({ digest }) => digest);
        await put(`${MARKS}${day}/${uuidV7(at_ms)}.json`, { replay: id, at_ms, who, lines });
      }
    },
    async replayed({ fromMs, toMs }) {
      const [first, last] = [dayOf(fromMs), dayOf(toMs)];
      const found = new Map<string, { atMs: number; who: string }>();
      for (const { key } of await objects.list(MARKS)) {
        const day = MARK_KEY.exec(key)?.[1];
        if (!day || day < first || day > last) continue;
        const marks = await read(key, marksRule);
        for (const line of marks?.lines ?? []) {
          found.set(line, { atMs: marks?.at_ms ?? 0, who: marks?.who ?? '' });
        }
      }
      return found;
    },
    record: (record) => put(`${REPLAYS}${record.id}.json`, record),
    async last(most) {
      const keys = (await objects.list(REPLAYS)).map(({ key }) => key).slice(-most);
      const records = await Promise.all(keys.toReversed().map((key) => read(key, recordRule)));
      return records.filter((record) => record !== null);
    },
  };
}

/** Times outside what dates can say are the first and the last of them. */
function dayOf(ms: number): string {
  return toIso(Math.min(Math.max(ms, 0), 100_000 * DAY_MS)).slice(0, 10);
}
