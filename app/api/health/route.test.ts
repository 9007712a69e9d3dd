import { afterEach, expect, test } from 'vitest';
import type { SinkState } from '@/lib/delivery/event-sink';
import { createLiveHub } from '@/lib/delivery/live-hub';
import { createMemorySink } from '@/lib/delivery/memory';
import { createLocalMetrics } from '@/lib/monitoring/local';
import { GET } from './route';

const KEY = Symbol.for('footfall.runtime');

afterEach(() => {
  delete (globalThis as Record<symbol, unknown>)[KEY];
});

function health(state: Partial<SinkState> = {}) {
  const stopping = new AbortController();
  const memory = createMemorySink();
  (globalThis as Record<symbol, unknown>)[KEY] = {
    id: 'runtime-1',
    settings: { FOOTFALL_MODE: 'local' },
    sink: { ...memory, state: () => ({ ...memory.state(), ...state }) },
    metrics: createLocalMetrics(),
    live: createLiveHub({ stopping: stopping.signal }),
    stopping: stopping.signal,
  };
  return { stopping, ask: GET };
}

test('is ready while the process takes requests and not ready while it drains', async () => {
  const { stopping, ask } = health();
  const response = await ask();
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ ready: true, mode: 'local', runtime: 'runtime-1' });
  stopping.abort();
  const drained = await ask();
  expect(drained.status).toBe(503);
  expect(await drained.json()).toMatchObject({ ready: false });
});

test('tells how much waits in the sink and for how long, and stays ready meanwhile', async () => {
  const { ask } = health({
    healthy: false,
    message: "EACCES: permission denied, open '/home/ada/.data/raw/events'",
    queuedBytes: 4_096,
    lagMs: 1_500,
  });
  const response = await ask();
  expect(response.status).toBe(200);
  const text = await response.text();
  expect(JSON.parse(text).sink).toEqual({
    name: 'memory',
    healthy: false,
    queuedBytes: 4_096,
    lagMs: 1_500,
  });
  // Anybody may ask; where things lie on this machine is nobody's business.
  expect(text).not.toContain('/home');
});
