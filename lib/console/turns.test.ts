import { expect, test } from 'vitest';
import { createTurns, waited } from './turns';

const patient = () => new AbortController().signal;

test('so many work at a time, the others in the order in which they came', async () => {
  const turns = createTurns({ atOnce: 2, waiting: 3 });
  const [first, second, third, fourth] = [0, 1, 2, 3].map(() => turns.begin(patient()));
  const places = () => [first, second, third, fourth].map((turn) => turn?.place());
  expect(places()).toEqual([0, 0, 1, 2]);
  const moved = fourth?.moved(2);
  second?.end();
  await moved;
  expect(places()).toEqual([0, 0, 0, 1]);
  second?.end();
  expect(places()).toEqual([0, 0, 0, 1]);
  const last = fourth?.moved(1);
  third?.end();
  await last;
  expect(fourth?.place()).toBe(0);
});

test('who comes when all work and wait is told so, and not once one of them has gone', () => {
  const turns = createTurns({ atOnce: 1, waiting: 1 });
  turns.begin(patient());
  const waiting = turns.begin(patient());
  const late = () => turns.begin(patient());
  expect(late).toThrow('1 being answered, 1 waiting');
  expect(late).toThrow(expect.objectContaining({ code: 'busy' }));
  waiting.end();
  expect(late().place()).toBe(1);
});

test('who gives up while waiting leaves the line, and closing ends it', async () => {
  const turns = createTurns({ atOnce: 1, waiting: 2 });
  turns.begin(patient());
  const caller = new AbortController();
  const leaving = turns.begin(caller.signal);
  const behind = turns.begin(patient());
  const left = expect(leaving.moved(1)).rejects.toMatchObject({ code: 'cancelled' });
  caller.abort();
  await left;
  const moved = behind.moved(2);
  leaving.end();
  await moved;
  expect(behind.place()).toBe(1);
  const closed = expect(behind.moved(1)).rejects.toMatchObject({ code: 'unavailable' });
  turns.close();
  await closed;
  expect(() => turns.begin(patient())).toThrow('closing');
  expect(() => turns.begin(AbortSignal.abort())).toThrow('closing');
});

test('who reads an answer hears of each place before it, and lets the next one in by leaving', async () => {
  const turns = createTurns({ atOnce: 1, waiting: 2 });
  const [first, second] = [turns.begin(patient()), turns.begin(patient())];
  async function* work() {
    yield 'answer' as const;
    yield 'more' as const;
  }
  const parts = waited(turns, patient(), work);
  expect((await parts.next()).value).toEqual({ kind: 'turn', place: 2 });
  const next = parts.next();
  first.end();
  expect((await next).value).toEqual({ kind: 'turn', place: 1 });
  // It may be its turn before anybody asks how it goes on.
  second.end();
  expect((await parts.next()).value).toEqual({ kind: 'turn', place: 0 });
  expect((await parts.next()).value).toBe('answer');
  const behind = turns.begin(patient());
  expect(behind.place()).toBe(1);
  await parts.return(undefined);
  expect(behind.place()).toBe(0);
});
