import { createDuckdbProcess } from '@/lib/analytics/duckdb-process';
import { createMeteredEngine } from '@/lib/analytics/metered';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import { PRODUCTS, productById } from '@/lib/catalog/catalog';
import { productTitle } from '@/lib/catalog/product';
import { type BodyBudget, createBodyBudget } from '@/lib/collector/body-budget';
import { type Collector, createCollector } from '@/lib/collector/collector';
import { createEnricher } from '@/lib/collector/enrichment';
import { createGate } from '@/lib/collector/gate';
import type { PriceOf } from '@/lib/collector/read-event';
import { type Clock, MINUTE_MS, SECOND_MS, systemClock } from '@/lib/common/clock';
import { recentErrors } from '@/lib/common/recent-errors';
import type { ResourceCheck } from '@/lib/common/resource-check';
import { type ConsoleDesk, createConsoleDesk } from '@/lib/console/console-desk';
import type { ConsoleEngine } from '@/lib/console/console-engine';
import { createDuckdbConsole } from '@/lib/console/duckdb-console';
import { guardCheck } from '@/lib/console/guard-check';
import { createChartsProvider } from '@/lib/dashboards/charts';
import type { DashboardProvider } from '@/lib/dashboards/dashboard-provider';
import { createSavedViews, type SavedViews } from '@/lib/dashboards/saved-views';
import type { EventSink } from '@/lib/delivery/event-sink';
import { createLakeSink } from '@/lib/delivery/lake';
import { createLiveHub, type LiveHub } from '@/lib/delivery/live-hub';
import { createFailedDesk, type FailedDesk } from '@/lib/failed-events/failed-desk';
import type { Keeper } from '@/lib/lake/keeper';
import { holdLake } from '@/lib/lake/lake';
import { createManifestReader } from '@/lib/lake/manifest-file';
import { makeModelsInChild, rollInChild } from '@/lib/lake/roll-process';
import { createHealthDesk, type HealthDesk } from '@/lib/monitoring/health';
import { createLocalMetrics } from '@/lib/monitoring/local';
import type { MetricStore } from '@/lib/monitoring/metric-store';
import { type Probes, startSampling } from '@/lib/monitoring/sampling';
import { createOrderDesk, type OrderDesk } from '@/lib/orders/order-desk';
import { createRunDesk, type RunDesk } from '@/lib/runs/run-desk';
import { startCommand } from '@/lib/runs/run-process';
import { scenarioPrice } from '@/lib/shop/scenario';
import type { ObjectStore } from '@/lib/storage/object-store';
import type { TrailBook } from '@/lib/trail/trail';
import { createTrail } from '@/lib/trail/trail-book';
import { createTraceDesk, type TraceDesk } from '@/lib/xray/trace-desk';
import { type AwsWatch, missingLines, watchAws } from './aws-check';
import { createAwsDrivers } from './aws-drivers';
import { eventPlacesOf } from './event-places';
import { failedEventsOf } from './failed-folder';
import { loadSecrets, type Secrets } from './secrets';
import { processSettings, publicUrl, type Settings } from './settings';
import { stateFolder } from './state-folder';

/** Everything that lives as long as the process, chosen once by FOOTFALL_MODE. */
export interface Runtime {
  /** Made anew per process: tells two copies of this module apart from two runtimes. */
  readonly id: string;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly sink: EventSink;
  readonly engine: QueryEngine;
  readonly objects: ObjectStore;
  readonly dashboards: DashboardProvider;
  readonly metrics: MetricStore;
  /** Tells how the pipeline is. */
  readonly health: HealthDesk;
  /** Rolls the local lake; null where there is none. */
  readonly keeper: Keeper | null;
  /** What aws mode needs outside, and whether it is there; null in local mode. */
  readonly aws: AwsWatch | null;
  /** What the sink makes durable, for those who watch. */
  readonly live: LiveHub;
  readonly collector: Collector;
  readonly orders: OrderDesk;
  readonly views: SavedViews;
  /** Runs of bots and producers. */
  readonly runs: RunDesk;
  /** Explains single events. */
  readonly traces: TraceDesk;
  /** Answers what people write in SQL. */
  readonly console: ConsoleDesk;
  /** What broke the contract, to be looked at and replayed. */
  readonly failedEvents: FailedDesk;
  /** What people did in the admin. */
  readonly trail: TrailBook;
  /** Shared by all doors. */
  readonly bodies: BodyBudget;
  /** Fires when the server begins to drain: long answers end themselves. */
  readonly stopping: AbortSignal;
  /** Begins the drain. */
  stop(): void;
  /** Answers what was taken in and closes every driver. */
  close(): Promise<void>;
}

/**
 * Next bundles its own copies of this module, so module state is not shared between the doors;
 * what they share is the process, and there the one runtime is kept.
 */
const KEY = Symbol.for('footfall.runtime');

/** The one runtime of this process; made at the first call. */
export function runtime(): Runtime {
  const shared = globalThis as { [KEY]?: Runtime };
  shared[KEY] ??= createRuntime(processSettings(), systemClock);
  return shared[KEY];
}

interface Drivers
  extends Pick<
    Runtime,
    'sink' | 'engine' | 'objects' | 'dashboards' | 'metrics' | 'keeper' | 'aws'
  > {
  readonly asking: ConsoleEngine;
}

function chooseDrivers(settings: Settings, clock: Clock): Drivers {
  const root = settings.FOOTFALL_DATA_DIR;
  switch (settings.FOOTFALL_MODE) {
    case 'local': {
      const lake = holdLake({
        root,
        clock,
        roll: rollInChild,
        makeModels: makeModelsInChild,
        maxWaitMs: settings.FOOTFALL_ROLL_SECONDS * SECOND_MS,
        retentionDays: settings.FOOTFALL_RETENTION_DAYS,
      });
      const sink = createLakeSink(lake, clock);
      const objects = stateFolder(settings);
      const products = PRODUCTS.map((one) => ({ ...one, name: productTitle(one) }));
      const engine = createDuckdbProcess({ root, products, own: lake.events.own });
      const asking = createDuckdbConsole({
        root,
        products,
        own: lake.events.own,
        manifest: createManifestReader(root).read,
        limits: { ms: settings.FOOTFALL_CONSOLE_SECONDS * SECOND_MS },
      });
      const dashboards = createChartsProvider();
      const metrics = createLocalMetrics(clock);
      return { sink, engine, asking, objects, dashboards, metrics, keeper: lake.keeper, aws: null };
    }
    case 'aws': {
      const { checkAll, ...drivers } = createAwsDrivers(settings, {
        clock,
        write: (line) => process.stdout.write(`${line}\n`),
      });
      return { ...drivers, keeper: null, aws: watchAws(checkAll, clock) };
    }
    default:
      return settings.FOOTFALL_MODE satisfies never;
  }
}

function openHealthDesk(
  settings: Settings,
  clock: Clock,
  {
    metrics,
    sink,
    keeper,
    aws,
    asking,
  }: Pick<Drivers, 'metrics' | 'sink' | 'keeper' | 'aws' | 'asking'>,
): HealthDesk {
  let guard: readonly ResourceCheck[] | null = null;
  // It is found out while the server starts, and does not change.
  if (!aws) void asking.limits().then((limits) => (guard = [guardCheck(limits)]));
  return createHealthDesk({
    mode: settings.FOOTFALL_MODE,
    metrics,
    clock,
    alarmPrefix: settings.FOOTFALL_ALARM_PREFIX,
    freshMs: metrics.name === 'cloudwatch' ? MINUTE_MS : 0,
    standing() {
      const rolling = keeper?.state().error;
      return [
        ...(sink.state().message
          ? [{ where: 'delivery', message: sink.state().message ?? '' }]
          : []),
        ...(rolling ? [{ where: 'rolling into Parquet', message: rolling }] : []),
      ];
    },
    errors: recentErrors,
    checks: () => (aws ? aws.latest() : guard),
  });
}

/** What is read of the drivers again and again; Firehose measures its own part of it itself. */
function probesOf({ sink, keeper }: Pick<Drivers, 'sink' | 'keeper'>): Probes {
  return {
    SinkLag: () => sink.state().lagMs,
    SinkQueue: () => sink.state().queuedBytes,
    ...(keeper && {
      'DeliveryToS3.DataFreshness': () => keeper.state().oldestUnrolledMs / SECOND_MS,
      'DeliveryToS3.Success': () => (keeper.state().error === null ? 1 : 0),
    }),
  };
}

function createRuntime(settings: Settings, clock: Clock): Runtime {
  const secrets = loadSecrets(settings);
  const stopping = new AbortController();
  const live = createLiveHub({ stopping: stopping.signal });
  const chosen = chooseDrivers(settings, clock);
  const engine = createMeteredEngine(chosen.engine, { metrics: chosen.metrics, clock });
  const drivers = { ...chosen, engine, sink: live.watch(chosen.sink) };
  // The server takes events meanwhile, and where something is missing it still does.
  void drivers.aws?.look().then((checks) => {
    for (const line of missingLines(checks)) console.error(line);
  });
  const stopSampling = startSampling(drivers.metrics, probesOf(drivers));
  const priceOf: PriceOf = (id, scenario) => {
    const product = productById(id);
    return product ? scenarioPrice(scenario, product) : null;
  };
  const shared = { ...drivers, clock, rng: Math.random, priceOf };
  const rateLimit = settings.FOOTFALL_RATE_LIMIT === 'on';
  const gate = createGate({
    ...shared,
    runSecret: secrets.runToken,
    publicHost: new URL(publicUrl(settings)).host,
    rateLimit,
  });
  const runs = createRunDesk({
    ...shared,
    root: settings.FOOTFALL_DATA_DIR,
    startCommand,
    shopUrl: publicUrl(settings),
    open:
      (settings.FOOTFALL_TRAFFIC ?? (settings.FOOTFALL_MODE === 'local' ? 'on' : 'off')) === 'on',
  });
  const trail = createTrail(shared);
  const failedEvents = createFailedDesk({ ...shared, ...failedEventsOf(settings), trail });
  const enrich = createEnricher({ trustedProxies: settings.FOOTFALL_TRUSTED_PROXIES });
  return {
    id: crypto.randomUUID(),
    settings,
    secrets,
    clock,
    ...drivers,
    live,
    health: openHealthDesk(settings, clock, drivers),
    bodies: createBodyBudget(),
    collector: createCollector({ ...shared, gate, enrich, rateLimit }),
    orders: createOrderDesk({ ...shared, gate, enrich, linkSecret: secrets.orderLink }),
    views: createSavedViews(shared),
    runs,
    traces: createTraceDesk({ ...shared, places: eventPlacesOf(settings, clock) }),
    console: createConsoleDesk({ ...shared, engine: drivers.asking, note: trail.note }),
    failedEvents,
    trail,
    stopping: stopping.signal,
    stop() {
      stopping.abort();
      // What they still send is not taken any more.
      void runs.close();
    },
    async close() {
      stopping.abort();
      await runs.close();
      await failedEvents.close();
      // Before the trail, which has to hear how the last queries ended.
      await drivers.asking.close();
      await trail.close();
      await drivers.sink.close();
      await drivers.engine.close();
      stopSampling();
      await drivers.metrics.close();
    },
  };
}
