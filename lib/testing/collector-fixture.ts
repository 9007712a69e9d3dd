import { type Collector, createCollector } from '@/lib/collector/collector';
import { createEnricher } from '@/lib/collector/enrichment';
import { createGate } from '@/lib/collector/gate';
import type { PriceOf } from '@/lib/collector/read-event';
import { uuidV7 } from '@/lib/common/uuid';
import type { EventSink } from '@/lib/delivery/event-sink';
import { createMemorySink, type MemorySink } from '@/lib/delivery/memory';
import type { EventBatch } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';
import { createLocalMetrics } from '@/lib/monitoring/local';
import type { MetricStore } from '@/lib/monitoring/metric-store';
import { createOrderDesk, type OrderDesk } from '@/lib/orders/order-desk';
import { scenarioPrice } from '@/lib/shop/scenario';
import { SAMPLE_TIME, sampleWireEvent } from './sample-events';

export const RUN_SECRET = 'run secret of the tests';
export const LINK_SECRET = 'link secret of the tests';
export const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

export const TEAPOT_PRICE = 34.5;
const PRICES: ReadonlyMap<string, number> = new Map([
  ['teapot-clay', TEAPOT_PRICE * 100],
  ['mug-sage', 1200],
]);

const priceOf: PriceOf = (id, scenario) => {
  const price_cents = PRICES.get(id);
  if (price_cents === undefined) return null;
  return scenarioPrice(scenario, { id, category: id.replace(/-.*/, ''), price_cents });
};

export interface CollectorFixture {
  readonly collector: Collector;
  readonly orders: OrderDesk;
  readonly sink: MemorySink;
  readonly metrics: MetricStore;
  /** The time it is; tests move it. */
  readonly time: { now: number };
}

/** A collector and an order desk in memory, at SAMPLE_TIME plus a quarter of a second. */
export function collectorFixture(
  options: { rateLimit?: boolean; sink?: EventSink } = {},
): CollectorFixture {
  const memory = createMemorySink();
  const time = { now: SAMPLE_TIME + 250 };
  const metrics = createLocalMetrics();
  const shared = {
    sink: options.sink ?? memory,
    metrics,
    clock: () => time.now,
    rng: () => 0.5,
    priceOf,
  };
  const rateLimit = options.rateLimit ?? false;
  const gate = createGate({
    ...shared,
    runSecret: RUN_SECRET,
    publicHost: 'shop.example',
    rateLimit,
  });
  const enrich = createEnricher({ trustedProxies: 0 });
  return {
    collector: createCollector({ ...shared, gate, enrich, rateLimit }),
    orders: createOrderDesk({ ...shared, gate, enrich, linkSecret: LINK_SECRET }),
    sink: memory,
    metrics,
    time,
  };
}

export function sampleBatch(
  events: readonly unknown[] = [sampleWireEvent()],
  changes: Partial<EventBatch> = {},
) {
  return {
    v: 1,
    batch_id: uuidV7(SAMPLE_TIME),
    sent_at: new Date(SAMPLE_TIME).toISOString(),
    context: { user_agent: PHONE, time_zone: 'Europe/Dublin', touch: true, store: 'idb' },
    events: events as WireEvent[],
    ...changes,
  } satisfies EventBatch;
}
