import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import type { WireEvent } from '@/lib/events/event';
import { validateWireEvent } from '@/lib/events/validate';
import { eventually } from '@/lib/testing/eventually';
import { memoryStorage } from '@/lib/testing/memory-storage';
import { SAMPLE_TIME } from '@/lib/testing/sample-events';
import { openQueue } from './queue';
import { createTracker } from './tracker';

describe('tracker', () => {
  const ignore = () => undefined;
  function setUp(storage = memoryStorage()) {
    const captured: WireEvent[] = [];
    let now = SAMPLE_TIME;
    const queue = openQueue(
      () => new IDBFactory(),
      () => SAMPLE_TIME,
    );
    const tracker = createTracker({
      queue,
      sender: { add: ignore, soon: ignore, flush: ignore, leave: ignore },
      storage,
      clock: () => now++,
      referrer: '',
      address: new URL('http://shop.example/product/teapot-clay?utm_source=letter&secret=1'),
      onCaptured: (event) => captured.push(event),
    });
    return { tracker, queue, captured };
  }

  test('captures events that keep the contract, counted without gaps', async () => {
    const { tracker, captured, queue } = setUp();
    tracker.capture({ event_type: 'view', page: 'product', product_id: 'teapot-clay' });
    tracker.capture({
      event_type: 'click',
      element: 'colourway',
      position: 2,
      product_id: 'teapot-sage',
    });
    tracker.capture({ event_type: 'add_to_cart', product_id: 'teapot-clay', quantity: 2 });
    await eventually(() => expect(captured).toHaveLength(3));
    for (const event of captured) {
      expect(validateWireEvent(JSON.parse(JSON.stringify(event)))).toMatchObject({
        ok: true,
        unknown: null,
      });
    }
    expect(captured.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(captured).toMatchObject([
      {
        event_type: 'view',
        page: 'product',
        product_id: 'teapot-clay',
        page_url: '/product/teapot-clay?utm_source=letter',
      },
      { event_type: 'click', element: 'colourway', position: 2, product_id: 'teapot-sage' },
      { event_type: 'add_to_cart', product_id: 'teapot-clay', quantity: 2 },
    ]);
    expect(await queue.peek()).toEqual(captured);
  });

  test('an arm stands on every event from the view that names it on', async () => {
    const { tracker, captured } = setUp();
    const variant = 'buy_box_note:b';
    tracker.capture({ event_type: 'view', page: 'product', product_id: 'teapot-clay', variant });
    tracker.capture({ event_type: 'click', element: 'colourway', product_id: null });
    tracker.capture({ event_type: 'add_to_cart', product_id: 'teapot-clay', quantity: 1 });
    tracker.capture({ event_type: 'view', page: 'cart', product_id: null });
    await eventually(() => expect(captured).toHaveLength(4));
    expect(captured.map((event) => event.variant)).toEqual([variant, variant, variant, undefined]);
    expect(captured.map((event) => event.page)).toEqual(['product', 'product', 'product', 'cart']);
  });

  test('stopped with a wipe it leaves nothing behind and captures nothing more', async () => {
    const { tracker, queue, captured } = setUp();
    tracker.capture({ event_type: 'view', page: 'home', product_id: null });
    await eventually(() => expect(captured).toHaveLength(1));
    await tracker.stop();
    tracker.capture({ event_type: 'view', page: 'cart', product_id: null });
    expect(await queue.peek()).toEqual([]);
  });
});
