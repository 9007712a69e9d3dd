import { type Clock, MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import { HOLD } from '@/lib/lake/bucket-layout';
import type { ObjectStore } from '@/lib/storage/object-store';

export interface HoldOptions {
  /** The processed bucket. */
  readonly objects: ObjectStore;
  /** Whose hold it is. */
  readonly token: string;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  /** How long a run is waited for that says that it gives way. */
  readonly waitMs: number;
  /** Once a minute. */
  onWaiting?(sinceMs: number): void;
}

/** The tables, left alone by the run that keeps them. */
export interface Hold {
  /** Says that it is still wanted; asks S3 for nothing where that was just said. */
  renew(): Promise<void>;
  release(): Promise<void>;
}

const LOOK_MS = 5 * SECOND_MS;
const RENEW_MS = 5 * MINUTE_MS;

/** Somebody else has the tables left alone, or nobody answers. */
export class HoldError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'HoldError';
  }
}

/**
 * Has the tables left alone: a merge under way would bring back what is deleted meanwhile, and what it
 * writes would be taken for rubbish by a vacuum that keeps nothing. Waits until a run says that it found
 * no other under way and gives way itself. Who died holding them is waited for two hours at most; the
 * same visitor's next erasure takes over at once.
 * @throws {HoldError}
 */
export async function holdTables(options: HoldOptions): Promise<Hold> {
  const { objects, token, clock, sleep, waitMs, onWaiting } = options;
  const asked = `${HOLD.asked}${token}`;
  const given = `${HOLD.given}${token}`;
  let renewedAt = clock();

  async function ask(): Promise<void> {
    await objects.put(asked, Buffer.from('{}'));
    renewedAt = clock();
  }
  async function release(): Promise<void> {
    await objects.delete(asked);
    await objects.delete(given);
  }

  await objects.delete(given);
  await ask();
  const startedAt = clock();
  const holds = await objects.list(HOLD.asked);
  // By S3's clock, which is the same for all.
  const now = holds.find(({ key }) => key === asked)?.modifiedAt ?? startedAt;
  const other = holds.find(
    ({ key, modifiedAt }) => key !== asked && modifiedAt > now - HOLD.minutes * MINUTE_MS,
  );
  if (other) {
    await release();
    throw new HoldError(
      `Another erasure has the tables left alone (${other.key}). Wait for its end, or two hours where it died.`,
    );
  }
  let tellAtMs = 0;
  while ((await objects.get(given)) === null) {
    const sinceMs = clock() - startedAt;
    if (sinceMs >= waitMs) {
      await release();
      throw new HoldError(
        `No run of the state machine said in ${Math.round(waitMs / MINUTE_MS)} minutes that it leaves the tables alone. ` +
          'See that its schedule is on and no run hangs; where there is no such machine, give --no-keeper.',
      );
    }
    if (sinceMs >= tellAtMs) {
      onWaiting?.(sinceMs);
      tellAtMs += MINUTE_MS;
    }
    await sleep(LOOK_MS);
    if (clock() - renewedAt >= RENEW_MS) await ask();
  }
  return {
    release,
    async renew() {
      if (clock() - renewedAt >= RENEW_MS) await ask();
    },
  };
}

/** Where there is no machine to wait for. */
export const UNHELD: Hold = { renew: async () => undefined, release: async () => undefined };
