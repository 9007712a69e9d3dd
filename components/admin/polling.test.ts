import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterAnswer, fetchAnswer, type Polled, startPolling } from './polling';

const EVERY_MS = 3000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page that can be hidden and shown, and a server that answers when told to. */
function bench(waitMs: (answer: Polled<number>) => number | null = () => EVERY_MS) {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const asked: { signal: AbortSignal; answer(polled: Polled<number>): Promise<void> }[] = [];
  const shown: Polled<number>[] = [];
  const stop = startPolling<number>({
    page,
    waitMs,
    ask: (signal) =>
      new Promise((resolve) => {
        asked.push({
          signal,
          async answer(polled) {
            resolve(polled);
            await vi.advanceTimersByTimeAsync(0);
          },
        });
      }),
    onAnswer: (answer) => shown.push(answer),
  });
  const turn = (hidden: boolean) => {
    page.hidden = hidden;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { asked, shown, stop, turn, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}

test('asks at once, and an interval after each answer, never twice at a time', async () => {
  const { asked, shown, pass } = bench();
  expect(asked).toHaveLength(1);
  await pass(10 * EVERY_MS);
  expect(asked, 'while an answer is outstanding').toHaveLength(1);
  await asked[0]?.answer({ document: 1 });
  expect(shown).toEqual([{ document: 1 }]);
  await pass(EVERY_MS - 1);
  expect(asked).toHaveLength(1);
  await pass(1);
  expect(asked).toHaveLength(2);
});

test('asks nothing while hidden, and at once when seen again', async () => {
  const { asked, turn, pass } = bench();
  await asked[0]?.answer({ document: 1 });
  turn(true);
  await pass(10 * EVERY_MS);
  expect(asked).toHaveLength(1);
  turn(false);
  expect(asked).toHaveLength(2);
  turn(true);
  turn(false);
  expect(asked, 'one is still outstanding').toHaveLength(2);
  await asked[1]?.answer({ document: 1 });
  await pass(EVERY_MS);
  expect(asked).toHaveLength(3);
});

test('an answer that nothing can follow is the last', async () => {
  const { asked, turn, pass } = bench(({ problem }) => (problem ? EVERY_MS : null));
  await asked[0]?.answer({ problem: { code: 'unavailable', message: 'no lake' } });
  await pass(EVERY_MS);
  expect(asked).toHaveLength(2);
  await asked[1]?.answer({ document: 1 });
  turn(false);
  await pass(10 * EVERY_MS);
  expect(asked).toHaveLength(2);
});

test('stops: the outstanding question is aborted, its answer unheard, and no other follows', async () => {
  const { asked, shown, stop, turn, pass } = bench();
  stop();
  expect(asked[0]?.signal.aborted).toBe(true);
  await asked[0]?.answer({ document: 1 });
  turn(false);
  await pass(10 * EVERY_MS);
  expect(shown).toEqual([]);
  expect(asked).toHaveLength(1);
});

test('a failure keeps the last document, and the next answer ends it', () => {
  const problem = { code: 'unavailable', message: 'no lake' };
  const failed = afterAnswer({ document: 1 }, { problem });
  expect(failed).toEqual({ document: 1, problem });
  expect(afterAnswer(failed, { document: 2 })).toEqual({ document: 2, problem: undefined });
});

test('an answer is a document, a problem in the server’s words, or that it did not answer', async () => {
  const signedOut = vi.fn();
  const ask = (respond: () => Promise<Response>) => {
    vi.stubGlobal('fetch', respond);
    return fetchAnswer<{ rows: number }>('/report', new AbortController().signal, signedOut);
  };
  const problem = { code: 'limited', message: 'too often' };
  expect(await ask(async () => Response.json({ rows: 1 }))).toEqual({ document: { rows: 1 } });
  expect(await ask(async () => Response.json(problem, { status: 503 }))).toEqual({ problem });
  const unreachable = { problem: { code: 'unreachable' } };
  expect(await ask(() => Promise.reject(new TypeError('refused')))).toMatchObject(unreachable);
  expect(await ask(async () => new Response('<html>', { status: 502 }))).toMatchObject(unreachable);
  expect(signedOut).not.toHaveBeenCalled();
});

test('who has been signed out is told so', async () => {
  const signedOut = vi.fn();
  vi.stubGlobal('fetch', async () => Response.json({ code: 'unauthorised' }, { status: 401 }));
  await fetchAnswer('/report', new AbortController().signal, signedOut);
  expect(signedOut).toHaveBeenCalledOnce();
});
