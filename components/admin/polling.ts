interface Problem {
  readonly code: string;
  readonly message: string;
}

/** The newest answer, and why there is no newer one; either may be missing. */
export interface Polled<T> {
  readonly document?: T;
  readonly problem?: Problem;
}

const UNREACHABLE: Problem = {
  code: 'unreachable',
  message: 'The server did not answer. Is it still running?',
};

interface PollingOptions<T> {
  /** The page: nobody is asked while it is hidden. */
  readonly page: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
  ask(signal: AbortSignal): Promise<Polled<T>>;
  onAnswer(answer: Polled<T>): void;
  /** How long to wait after an answer; null is for ever. */
  waitMs(answer: Polled<T>): number | null;
}

/**
 * Asks at once, and again after each answer while the page is to be seen, at once when it comes back
 * into view, and never twice at a time. Answers how to stop.
 */
export function startPolling<T>({ page, ask, onAnswer, waitMs }: PollingOptions<T>): () => void {
  const leaving = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let over = false;

  const turn = async () => {
    clearTimeout(timer);
    if (page.hidden || asking || over) return;
    asking = true;
    const answer = await ask(leaving.signal);
    asking = false;
    if (leaving.signal.aborted) return;
    onAnswer(answer);
    const wait = waitMs(answer);
    over = wait === null;
    if (wait !== null) timer = setTimeout(turn, wait);
  };

  void turn();
  page.addEventListener('visibilitychange', turn);
  return () => {
    leaving.abort();
    clearTimeout(timer);
    page.removeEventListener('visibilitychange', turn);
  };
}

const LEAST_WAIT_MS = 1500;
/** A dashboard takes at most this share of the engine's time for itself. */
const BUSY_SHARE = 0.1;

/** How long to leave the engine alone after an answer that took it so long. */
export function refreshWaitMs(elapsedMs: number): number {
  return Math.max(LEAST_WAIT_MS, elapsedMs / BUSY_SHARE);
}

/** One question. Never rejects: what went wrong is an answer too. */
export async function fetchAnswer<T>(
  url: string,
  signal: AbortSignal,
  onSignedOut: () => void,
): Promise<Polled<T>> {
  try {
    const response = await fetch(url, { signal, cache: 'no-store' });
    if (response.status === 401) onSignedOut();
    const body = await response.json();
    return response.ok ? { document: body as T } : { problem: body as Problem };
  } catch {
    return { problem: UNREACHABLE };
  }
}

/** A failure keeps the document that was there; an answer ends the problem. */
export function afterAnswer<T>(last: Polled<T>, next: Polled<T>): Polled<T> {
  return { ...last, problem: undefined, ...next };
}
