import type { FromConsoleChild } from './child-messages';
import type { ConsoleChild } from './console-child';
import { ConsoleError } from './console-engine';

const LOOKED_AT_EVERY_MS = 25;
/** How many times as long as the engine may work an answer may take, reading it included. */
const READ_WITHIN = 6;
/** A child that is just being started needs no hurry; one that takes longer is broken. */
const STARTS_WITHIN_MS = 30_000;

interface Limits {
  readonly ms: number;
  readonly memory: number;
}

/** What a child says, waited for no longer and with no more memory than it may take. */
export interface WatchedChild {
  ready(): Promise<void>;
  said(): Promise<FromConsoleChild>;
}

/** The kernel's view and this process's clock, since a statement may heed neither DuckDB's limits nor an interrupt. */
export function watched(child: ConsoleChild, { ms, memory }: Limits): WatchedChild {
  let workedMs = 0;
  const from = performance.now();

  async function within<T>(mostMs: number, work: Promise<T>, late: ConsoleError): Promise<T> {
    const clock = setTimeout(() => child.end(late), Math.max(0, mostMs));
    const looking = setInterval(() => {
      if ((child.memory() ?? 0) > memory) child.end(tooMuch());
    }, LOOKED_AT_EVERY_MS);
    try {
      return await work;
    } finally {
      clearTimeout(clock);
      clearInterval(looking);
    }
  }

  return {
    ready: () =>
      within(
        STARTS_WITHIN_MS,
        child.ready(),
        new ConsoleError('unavailable', 'the process of this query did not start in time'),
      ),
    async said() {
      if (performance.now() - from > ms * READ_WITHIN) child.end(tooSlow());
      const message = await within(ms - workedMs, child.next(), tooLong(ms));
      // Putting a hundred thousand rows into words takes longer than finding them.
      if ('spentMs' in message) workedMs = message.spentMs;
      return message;
    },
  };
}

const tooLong = (ms: number) =>
  new ConsoleError(
    'timeout',
    `no answer within ${ms / 1000} seconds; ask for fewer days, groups or columns at once`,
  );

const tooSlow = () =>
  new ConsoleError('timeout', 'the answer was not read in time, and others wait');

const tooMuch = () =>
  new ConsoleError(
    'memory',
    'this takes more memory than a query may have; ask for fewer days, groups or columns at once',
  );
