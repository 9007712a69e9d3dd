import { expect, test, vi } from 'vitest';
import type { EventBatch } from '@/lib/events/batch';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';
import { openQueue } from './queue';
import { createSender } from './sender';
import { postBatch } from './transport';

test('only what an answer names is let go of, whatever its length and order', async () => {
  vi.useFakeTimers();
  const queue = openQueue(
    () => {
      throw new ReferenceError('indexedDB is not defined');
    },
    () => SAMPLE_TIME,
  );
  const names: (readonly (string | null)[])[] = [['c', null, 'a', 'a'], ['never-sent'], []];
  const asked: string[][] = [];
  const send = (batch: EventBatch) =>
    postBatch(batch, async () => {
      asked.push(batch.events.map(({ event_id }) => event_id));
      const results = names.shift()?.map((event_id) => ({ event_id, status: 'accepted' })) ?? [];
      return Response.json({ v: 1, batch_id: batch.batch_id, results });
    });
  const sender = createSender({
    queue,
    send,
    context: { user_agent: '', time_zone: '', touch: false },
    clock: () => SAMPLE_TIME,
    rng: () => 0.5,
    locks: null,
  });
  for (const event_id of ['a', 'b', 'c', 'd']) await queue.put(sampleWireEvent({ event_id }));
  sender.soon();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked.slice(0, 3)).toEqual([
    ['a', 'b', 'c', 'd'],
    ['b', 'd'],
    ['b', 'd'],
  ]);
  expect((await queue.peek()).map(({ event_id }) => event_id)).toEqual(['b', 'd']);
  sender.leave();
  vi.useRealTimers();
});
