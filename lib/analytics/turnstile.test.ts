import { expect, test } from 'vitest';
import { createTurnstile } from './turnstile';

const never = new AbortController().signal;

/** A piece of work that ends when it is told to. */
function task() {
  let begun = false;
  let end: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  const work = () => {
    begun = true;
    return done;
  };
  return { work, end: () => end(), begun: () => begun };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('so many work at a time, the others in the order they came', async () => {
  const turnstile = createTurnstile(2);
  const tasks = [task(), task(), task(), task()];
  const all = tasks.map(({ work }) => turnstile.through(never, work));
  const begun = () => tasks.map((one) => one.begun());
  await settle();
  expect(begun()).toEqual([true, true, false, false]);
  tasks[1]?.end();
  await settle();
  expect(begun()).toEqual([true, true, true, false]);
  for (const { end } of tasks) end();
  await Promise.all(all);
});

test('who fails makes room, and who gives up does not wait any longer', async () => {
  const turnstile = createTurnstile(1);
  const first = task();
  const working = turnstile.through(never, async () => {
    await first.work();
    throw new Error('failed');
  });
  const stop = new AbortController();
  const left = turnstile.through(stop.signal, async () => 'never');
  const last = turnstile.through(never, async () => 'last');
  stop.abort(new Error('gave up'));
  await expect(left).rejects.toThrow('gave up');
  first.end();
  await expect(working).rejects.toThrow('failed');
  expect(await last).toBe('last');
  expect(await turnstile.through(never, async () => 'again')).toBe('again');
});
