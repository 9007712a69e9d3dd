import { type AnswerPart, ConsoleError } from './console-engine';

/** A question's place in the line. */
export interface Turn {
  /** Its place among those who wait, from 1; 0 once it is its turn. */
  place(): number;
  /** Until its place is another. @throws {ConsoleError} where it is given up, or the line is closed. */
  moved(from: number): Promise<void>;
  /** Lets the next one begin; may be called again, and before its turn. */
  end(): void;
}

export interface Turns {
  /** @throws {ConsoleError} where as many wait already as may, or the line is closed. */
  begin(signal: AbortSignal): Turn;
  /** Nobody's turn comes any more. */
  close(): void;
}

interface Place {
  stir(): void;
}

/** A few questions are answered at a time, in the order in which they came, and some more wait. */
export function createTurns({
  atOnce,
  waiting: mostWaiting,
}: {
  readonly atOnce: number;
  readonly waiting: number;
}): Turns {
  const working = new Set<Place>();
  const waiting: Place[] = [];
  let closed = false;

  function goOn(): void {
    while (working.size < atOnce) {
      const next = waiting.shift();
      if (!next) break;
      working.add(next);
      next.stir();
    }
    for (const one of waiting) one.stir();
  }

  return {
    begin(signal) {
      if (closed) throw closing();
      if (signal.aborted) throw cancelled();
      if (working.size >= atOnce && waiting.length >= mostWaiting) {
        const others = `${working.size} being answered, ${waiting.length} waiting`;
        throw new ConsoleError(
          'busy',
          `too many queries at once (${others}); ask again in a while`,
        );
      }
      let stir: () => void = () => undefined;
      const own: Place = { stir: () => stir() };
      waiting.push(own);
      goOn();
      const place = () => waiting.indexOf(own) + 1;
      const end = () => {
        const at = waiting.indexOf(own);
        if (at >= 0) waiting.splice(at, 1);
        working.delete(own);
        goOn();
      };
      return {
        place,
        end,
        async moved(from) {
          while (place() === from && !signal.aborted && !closed) {
            await new Promise<void>((resolve) => {
              stir = resolve;
              signal.addEventListener('abort', () => resolve(), { once: true });
            });
          }
          if (closed) throw closing();
          if (signal.aborted) throw cancelled();
        },
      };
    },
    close() {
      closed = true;
      for (const one of waiting) one.stir();
    },
  };
}

type TurnPart = Extract<AnswerPart, { kind: 'turn' }>;

/** What `work` gives once it is its turn; until then, where it has to wait, each place in the line. */
export async function* waited<T>(
  turns: Turns,
  signal: AbortSignal,
  work: () => AsyncIterable<T>,
): AsyncGenerator<T | TurnPart> {
  const turn = turns.begin(signal);
  try {
    let place = turn.place();
    const waits = place > 0;
    while (place > 0) {
      yield { kind: 'turn', place };
      await turn.moved(place);
      place = turn.place();
    }
    if (waits) yield { kind: 'turn', place };
    yield* work();
  } finally {
    turn.end();
  }
}

export const closing = () => new ConsoleError('unavailable', 'the server is closing');
export const cancelled = () => new ConsoleError('cancelled', 'the query was cancelled');
