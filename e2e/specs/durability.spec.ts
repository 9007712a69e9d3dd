import { uuidV7 } from '@/lib/common/uuid';
import { sampleBatch } from '@/lib/testing/collector-fixture';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import { startShop } from '../fixtures/shop-server';
import { expect, test } from '../fixtures/test';

const CYCLES = 5;

/** Posts batches until the server is gone; answers the ids that were acknowledged. */
async function load(url: string, acked: string[]): Promise<void> {
  for (;;) {
    const now = Date.now();
    const timestamp = new Date(now).toISOString();
    const events = Array.from({ length: 5 }, () =>
      sampleWireEvent({ event_id: uuidV7(now), timestamp }),
    );
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(sampleBatch(events, { sent_at: timestamp })),
      });
      const answer = await response.json();
      acked.push(...answer.results.map(({ event_id }: { event_id: string }) => event_id));
    } catch {
      return; // Killed: whatever was on its way is unknown, and only what was answered counts.
    }
  }
}

test('what was acknowledged survives kill -9, and the next start counts it', async ({
  shop,
  server,
}) => {
  const acked: string[] = [];
  let current = shop;
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const clients = ['', '', '?door=next'].map((query) =>
      load(`${current.url}/api/events${query}`, acked),
    );
    const before = acked.length;
    await expect.poll(() => acked.length - before).toBeGreaterThan(100);
    await current.stop('SIGKILL');
    await Promise.all(clients);
    const env = { ...server.env, FOOTFALL_DATA_DIR: shop.dataDir };
    current = await startShop({ ...server, env });
  }
  const stored = new Set(current.events().map(({ event_id }) => event_id));
  expect(acked.filter((id) => !stored.has(id))).toEqual([]);
  await current.stop();
});

test.use({ server: { env: { FOOTFALL_RATE_LIMIT: 'off' } } });
