import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventSink, SinkStream } from '@/lib/delivery/event-sink';

/** A driver under test: the sink, what readers would find of it, and how to clean up after it. */
export interface SinkUnderTest {
  readonly sink: EventSink;
  /** The lines that are durable, in any order. */
  landed(stream: SinkStream): Promise<readonly string[]>;
  dispose(): Promise<void>;
}

const line = (n: number, text = 'x') => JSON.stringify({ event_id: `id-${n}`, text });

/** What every EventSink promises; each driver runs it. */
export function describeEventSink(name: string, open: () => Promise<SinkUnderTest>): void {
  describe(`EventSink ${name}`, () => {
    let under: SinkUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(async () => {
      await under.sink.close();
      await under.dispose();
    });

    test('what it answers ok has landed, letter for letter', async () => {
      const lines = [line(1), line(2, 'ünïcödé 🫖'), line(3, 'a "quoted" \\ text')];
      const answered = await under.sink.put('events', lines);
      expect(answered).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
      expect([...(await under.landed('events'))].sort()).toEqual([...lines].sort());
    });

    test('keeps failed events apart from events', async () => {
      await under.sink.put('events', [line(1)]);
      await under.sink.put('failed', [line(2)]);
      expect(await under.landed('events')).toEqual([line(1)]);
      expect(await under.landed('failed')).toEqual([line(2)]);
    });

    test('answers concurrent callers each by their own lines, once', async () => {
      const calls = Array.from({ length: 40 }, (_, c) => [line(c * 10), line(c * 10 + 1)]);
      const answers = await Promise.all(calls.map((lines) => under.sink.put('events', lines)));
      for (const answer of answers) expect(answer).toEqual([{ ok: true }, { ok: true }]);
      expect([...(await under.landed('events'))].sort()).toEqual(calls.flat().sort());
    });

    test('an empty call is answered with nothing', async () => {
      expect(await under.sink.put('events', [])).toEqual([]);
    });

    test('close answers what was taken in, then refuses, and may be called twice', async () => {
      const pending = under.sink.put('events', [line(1)]);
      await under.sink.close();
      expect(await pending).toEqual([{ ok: true }]);
      const late = await under.sink.put('events', [line(2)]);
      expect(late).toMatchObject([{ ok: false, code: 'unavailable' }]);
      await under.sink.close();
      expect(await under.landed('events')).toEqual([line(1)]);
      expect(under.sink.state().healthy).toBe(false);
    });
  });
}
