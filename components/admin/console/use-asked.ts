import { useCallback, useEffect, useRef, useState } from 'react';

export interface AskedOnce<T> {
  /** Stays as it was while it is asked for again. */
  readonly value: T | null;
  readonly problem: string | null;
  readonly again: () => void;
}

/** What the server has, asked for when the page opens and whenever somebody says so. */
export function useAsked<T>(ask: () => Promise<T>): AskedOnce<T> {
  const [state, setState] = useState<{ value: T | null; problem: string | null }>({
    value: null,
    problem: null,
  });
  const turn = useRef(0);
  const again = useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    ask().then(
      (value) => {
        if (turn.current === mine) setState({ value, problem: null });
      },
      (error: unknown) => {
        if (turn.current === mine) setState((last) => ({ ...last, problem: wordsOf(error) }));
      },
    );
  }, [ask]);
  useEffect(() => {
    again();
    return () => {
      turn.current += 1;
    };
  }, [again]);
  return { ...state, again };
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
