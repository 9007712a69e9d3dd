import { productById } from '@/lib/catalog/catalog';
import type { Collector } from '@/lib/collector/collector';
import { createCollector } from '@/lib/collector/collector';
import { createEnricher } from '@/lib/collector/enrichment';
import { createGate } from '@/lib/collector/gate';
import type { Clock } from '@/lib/common/clock';
import type { SinkStream } from '@/lib/delivery/event-sink';
import { createMemorySink } from '@/lib/delivery/memory';
import { createLocalMetrics } from '@/lib/monitoring/local';
import { scenarioPrice } from '@/lib/shop/scenario';

export interface CollectorInMemory {
  readonly collector: Collector;
  /** What it took in, in order of arrival, as a lake would hold it. */
  readonly lines: Readonly<Record<SinkStream, readonly string[]>>;
}

/** The shop's collector over nothing but memory, on any clock: for runs that are played, not lived. */
export function openCollectorInMemory(clock: Clock, runSecret: string): CollectorInMemory {
  const sink = createMemorySink();
  const shared = { sink, metrics: createLocalMetrics(clock), clock, rng: () => 0.5 };
  const gate = createGate({ ...shared, runSecret, publicHost: 'localhost', rateLimit: false });
  const collector = createCollector({
    ...shared,
    gate,
    enrich: createEnricher({ trustedProxies: 0 }),
    rateLimit: false,
    priceOf: (id, scenario) => {
      const product = productById(id);
      return product ? scenarioPrice(scenario, product) : null;
    },
  });
  return { collector, lines: sink.lines };
}
