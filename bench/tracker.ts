import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from '@playwright/test';
import { build } from 'esbuild';
import { SECOND_MS } from '@/lib/common/clock';
import { type BundleSize, bundleSize, trackerSize } from './tracker-size';

/** gzip -9, bundled alike or as its own script; measured once, in November 2026. */
export const PEERS = [
  { name: 'umami 3.1.0', gzip: 2_224, queue: 'none' },
  { name: '@plausible-analytics/tracker 0.4.6', gzip: 2_619, queue: 'none' },
  { name: '@openpanel/web 1.4.1', gzip: 2_892, queue: 'none' },
  { name: 'ackee-tracker 5.1.3', gzip: 8_061, queue: 'none' },
  { name: '@snowplow/browser-tracker 4.10.1', gzip: 17_943, queue: 'localStorage' },
  { name: '@jitsu/js 1.11.0', gzip: 30_003, queue: 'none' },
  { name: '@segment/analytics-next 1.84.3', gzip: 32_002, queue: 'localStorage' },
  { name: '@aws/clickstream-web 0.12.6', gzip: 34_429, queue: 'localStorage' },
  { name: '@rudderstack/analytics-js 3.34.1', gzip: 34_439, queue: 'localStorage' },
  { name: 'posthog-js 1.449.2', gzip: 125_739, queue: 'memory' },
  { name: 'mixpanel-browser 2.83.0', gzip: 129_750, queue: 'localStorage' },
] as const;

/** CPU milliseconds of the main thread an event. */
export interface Cost {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

const DEBUG_OVERLAY = `import('@/components/tracking/debug-overlay');`;

export interface TrackerBenchOptions {
  readonly chromium: string;
  readonly events: number;
  readonly report: (text: string) => void;
}

export interface TrackerBench {
  readonly size: BundleSize;
  /** Loaded only where the address asks for it; React left out. */
  readonly debugOverlay: BundleSize;
  /** Of the tracker's code on the main thread, with all that it calls, from an act to its ack. */
  readonly script: Cost;
  /** All that the main thread does meanwhile, the browser's own work for requests and storage too. */
  readonly tasks: Cost;
  readonly events: number;
  readonly browser: string;
}

/** The tracker's weight, and what an event costs the page in a real Chromium. */
export async function benchTracker(options: TrackerBenchOptions): Promise<TrackerBench> {
  const size = await trackerSize();
  const debugOverlay = await bundleSize(DEBUG_OVERLAY);
  const browser = await chromium.launch({ executablePath: options.chromium || undefined });
  try {
    const { script, tasks } = await measure(browser, options);
    return {
      size,
      debugOverlay,
      script: cost(script),
      tasks: cost(tasks),
      events: script.length,
      browser: browser.version(),
    };
  } finally {
    await browser.close();
  }
}

function cost(values: readonly number[]): Cost {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}

interface Busy {
  readonly script: number;
  readonly tasks: number;
}

/**
 * An event costs what the main thread's CPU time (CDP's ScriptDuration and TaskDuration) grows from
 * just before an act until after its ack, less what the same wait costs without an act.
 */
async function measure(
  browser: Browser,
  { events, report }: TrackerBenchOptions,
): Promise<{ script: number[]; tasks: number[] }> {
  const server = await startCollector();
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(server.url);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const busy = async (): Promise<Busy> => {
      const { metrics } = await cdp.send('Performance.getMetrics');
      const ms = (name: string) =>
        (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * SECOND_MS;
      return { script: ms('ScriptDuration'), tasks: ms('TaskDuration') };
    };
    const spent = async (act: boolean): Promise<Busy> => {
      const before = await busy();
      await page.evaluate(
        ([acts, wait]) => {
          if (acts) document.querySelector('button')?.click();
          return new Promise((resolve) => setTimeout(resolve, wait));
        },
        [act, WAIT_MS] as const,
      );
      const after = await busy();
      return { script: after.script - before.script, tasks: after.tasks - before.tasks };
    };
    for (let act = 0; act < WARM_UP; act++) await spent(true);
    const script: number[] = [];
    const tasks: number[] = [];
    for (let event = 1; event <= events; event++) {
      const idle = await spent(false);
      const busyWithEvent = await spent(true);
      script.push(busyWithEvent.script - idle.script);
      tasks.push(busyWithEvent.tasks - idle.tasks);
      if (event % 50 === 0) report(`${event} of ${events} events`);
    }
    const sent = WARM_UP + events;
    if (server.received() < sent)
      throw new Error(`only ${server.received()} of ${sent} events reached the collector`);
    return { script, tasks };
  } finally {
    server.close();
  }
}

const WARM_UP = 20;
/** Longer than the tracker waits before it sends. */
const WAIT_MS = 320;

/** A page with the tracker and one declared element, and a collector that acks at once. */
async function startCollector(): Promise<{ url: string; received(): number; close(): void }> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
import { measurement } from '@/components/tracking/measurement';
measurement().choose(true);
measurement().showPage({ page: 'home', product_id: null });`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    write: false,
  });
  const script = outputFiles[0]?.text ?? '';
  let received = 0;
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      let body = '';
      for await (const chunk of request) body += chunk;
      const batch: { batch_id: string; events: { event_id: string }[] } = JSON.parse(body);
      received += batch.events.length;
      const results = batch.events.map(({ event_id }) => ({ event_id, status: 'accepted' }));
      response.end(JSON.stringify({ v: 1, batch_id: batch.batch_id, results }));
    } else if (request.url === '/tracker.js') {
      response.setHeader('content-type', 'text/javascript').end(script);
    } else {
      response
        .setHeader('content-type', 'text/html')
        .end(
          '<!doctype html><title>bench</title><button data-element="hero">act</button><script src="/tracker.js"></script>',
        );
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    received: () => received,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
