import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { type Audit, auditRun } from '@/lib/audit/audit';
import { productById } from '@/lib/catalog/catalog';
import { createCollector } from '@/lib/collector/collector';
import { createEnricher } from '@/lib/collector/enrichment';
import { createGate } from '@/lib/collector/gate';
import { MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import { createMemorySink } from '@/lib/delivery/memory';
import { arrivalPartition } from '@/lib/lake/layout';
import { createLocalMetrics } from '@/lib/monitoring/local';
import { type Scenario, scenarioPrice } from '@/lib/shop/scenario';
import { createMemoryStore } from '@/lib/storage/memory';
import type { Crowd } from '@/lib/traffic/crowd';
import type { FaultDials } from '@/lib/traffic/faults/dials';
import { createFaults } from '@/lib/traffic/faults/faults';
import type { LedgerEntry } from '@/lib/traffic/ledger';
import { openLedger } from '@/lib/traffic/ledger-file';
import { type ProducerCounts, produce } from '@/lib/traffic/producer';
import { keepRate } from '@/lib/traffic/sources';
import { toCollector } from '@/lib/traffic/transport';
import { RUN_SECRET } from './collector-fixture';
import { createFakeLake } from './lake-events';
import { scratchFolder } from './scratch-folder';

export const RUN_START = Date.parse('2026-11-22T18:00:00.000Z');
const RUN_ID = 'run-7';

export interface RunOptions {
  readonly rate?: number;
  readonly users?: number;
  readonly seconds?: number;
  readonly shares?: FaultDials['shares'];
  readonly scenario?: Scenario;
  readonly crowd?: Crowd;
}

/** What a run left: its ledger, and what the collector stored. */
export interface ProducerRun {
  readonly entries: readonly LedgerEntry[];
  readonly counts: ProducerCounts;
  readonly events: readonly string[];
  readonly failed: readonly string[];
}

/** A producer's run through a real collector into memory, on a clock that its own sleeping moves. */
export async function producerRun(options: RunOptions = {}): Promise<ProducerRun> {
  const { rate = 20, seconds = 120, shares = {}, scenario, crowd, users } = options;
  const time = { now: RUN_START };
  const clock = () => time.now;
  const sink = createMemorySink();
  const shared = { sink, metrics: createLocalMetrics(), clock, rng: () => 0.5 };
  const gate = createGate({
    ...shared,
    runSecret: RUN_SECRET,
    publicHost: 'shop.example',
    rateLimit: false,
  });
  const collector = createCollector({
    ...shared,
    gate,
    enrich: createEnricher({ trustedProxies: 0 }),
    rateLimit: false,
    priceOf: (id, played) => {
      const product = productById(id);
      return product ? scenarioPrice(played, product) : null;
    },
  });
  const fetcher = async (_url: unknown, init?: RequestInit) => {
    // The way there takes time.
    time.now += 1;
    const headers = new Headers(init?.headers);
    const admission = collector.admit({
      method: 'POST',
      header: (name) => headers.get(name) ?? undefined,
      address: '10.0.0.1',
    });
    if (!admission.ok) throw new Error('not admitted');
    const answer = await collector.collect(admission.ticket, Buffer.from(String(init?.body)));
    return Response.json(answer.body, { status: answer.status });
  };
  const entries: LedgerEntry[] = [];
  const run: LedgerEntry = {
    t: 'run',
    v: 1,
    at: RUN_START,
    run_id: RUN_ID,
    actor: 'producer',
    channel: 'collector',
    seed: 7,
    parameters: { scenario: scenario ?? null, crowd: crowd ?? null },
  };
  entries.push(run);
  const over = new AbortController();
  const dials: FaultDials = { shares, lateByMs: 90 * SECOND_MS, skewByMs: 120 * MINUTE_MS };
  const counts = await produce(
    {
      source: keepRate({ seed: 7, from: RUN_START, rate, users, scenario, crowd }),
      transport: toCollector({
        url: 'http://127.0.0.1:1',
        runId: RUN_ID,
        runSecret: RUN_SECRET,
        scenario,
        clock,
        fetcher: fetcher as typeof fetch,
      }),
      tickMs: 100,
      loop: 'open',
      ledger: {
        write: async (entry) => void entries.push(entry),
        close: async () => undefined,
      },
      faults: createFaults({ dials, seed: 7, rate }),
      over: over.signal,
      clock,
      sleep: async (ms) => {
        time.now += ms;
        if (time.now >= RUN_START + seconds * SECOND_MS) over.abort();
        await new Promise((resolve) => setImmediate(resolve));
      },
    },
    new AbortController().signal,
    () => undefined,
  );
  entries.push({ t: 'end', at: time.now, why: 'done' });
  const { events, failed } = sink.lines;
  return { entries, counts, events, failed };
}

/** The audit of a run over what is given as its lake. */
export async function auditProducerRun({
  entries,
  events,
  failed,
}: Omit<ProducerRun, 'counts'>): Promise<Audit> {
  const root = scratchFolder();
  const ledger = await openLedger(root, RUN_ID);
  for (const entry of entries) void ledger.write(entry);
  await ledger.close();
  const store = createMemoryStore();
  const partition = arrivalPartition(RUN_START);
  const textOf = (lines: readonly string[]) => Buffer.from(lines.map((l) => `${l}\n`).join(''));
  await store.put(`events/${partition}/a`, textOf(events));
  await store.put(`failed/${partition}/a`, textOf(failed));
  const engine = createDuckdbEngine({ lake: createFakeLake(...events) });
  try {
    const clock = () => RUN_START + 30 * MINUTE_MS;
    return await auditRun({ root, runId: RUN_ID, engine, raw: store, clock });
  } finally {
    await engine.close();
  }
}
