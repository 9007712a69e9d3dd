import { uuidV7 } from '@/lib/common/uuid';
import { completeEvent } from '@/lib/events/complete';
import type { ClickstreamEvent, WireEvent } from '@/lib/events/event';

export const SAMPLE_TIME = Date.parse('2026-11-22T08:15:40.123Z');

/** A click as a tracker would send it, with what the test wants changed. */
export function sampleWireEvent(changes: Partial<WireEvent> = {}): WireEvent {
  return {
    user_id: 'visitor-1',
    session_id: 'session-1',
    event_type: 'click',
    page: 'home',
    product_id: 'teapot-clay',
    timestamp: new Date(SAMPLE_TIME).toISOString(),
    referrer_url: 'https://www.google.com/',
    user_type: 'new',
    event_id: uuidV7(SAMPLE_TIME),
    tab_id: 'a1b2c3d4',
    seq: 1,
    page_url: '/',
    element: 'product_tile',
    position: 3,
    ...changes,
  };
}

/** A stored event with every column filled. */
export function sampleEvent(changes: Partial<WireEvent> = {}): ClickstreamEvent {
  const wire = sampleWireEvent({
    search_term: 'teapot',
    order_id: 'order-1',
    quantity: 2,
    variant: 'hero:b',
    ...changes,
  });
  return completeEvent(wire, {
    timestamp: wire.timestamp,
    event_ms: Date.parse(wire.timestamp),
    device_type: 'mobile',
    location: 'IE-D',
    browser: 'Firefox',
    received_at: new Date(SAMPLE_TIME + 250).toISOString(),
    actor: 'human',
    run_id: 'run-1',
    unit_price: 19.99,
    currency: 'EUR',
    flags: 'bfcache late',
    extra: '{"a":1}',
  });
}
