import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { uuidV7 } from '@/lib/common/uuid';
import { collectorFixture, sampleBatch } from '@/lib/testing/collector-fixture';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** More than every table of visitors, addresses, agents, zones and URLs may hold. */
const FILL = 51_000;
const MORE = 9_000;
const MIB = 1024 * 1024;

/** Sends requests no two of which share a visitor, address, zone, URL or field name; few share an agent, since reading one is dear. */
async function sendDistinct(
  { collector }: ReturnType<typeof collectorFixture>,
  from: number,
  count: number,
): Promise<void> {
  const padding = 'x'.repeat(900);
  for (let n = from; n < from + count; n++) {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'user-agent': `agent ${n >> 4} ${padding}`,
    };
    const admission = collector.admit({
      method: 'POST',
      header: (name) => headers[name],
      address: `${n}-${padding}`,
    });
    if (!admission.ok) throw new Error(`refused: ${admission.answer.status}`);
    const event = {
      ...sampleWireEvent({ user_id: `visitor-${n}`, event_id: uuidV7(SAMPLE_TIME) }),
      page_url: `/category/${n}`,
      [`field_${n}`]: n,
    };
    const context = { ...sampleBatch().context, user_agent: '', time_zone: `Zone/${n}` };
    const body = Buffer.from(JSON.stringify(sampleBatch([event], { context })));
    const { status } = await collector.collect(admission.ticket, body);
    if (status !== 200) throw new Error(`answered ${status}`);
  }
}

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test('senders without end, all of them new, do not make the heap grow', async () => {
  const fixture = collectorFixture({
    rateLimit: true,
    sink: {
      name: 'memory',
      put: async (_stream, lines) => lines.map(() => ({ ok: true })),
      state: () => ({ healthy: true, message: null, queuedBytes: 0, lagMs: 0 }),
      close: async () => undefined,
    },
  });
  await sendDistinct(fixture, 0, FILL);
  const filled = heapUsed();
  await sendDistinct(fixture, FILL, MORE);
  // The two tables of buckets alone would take some 10 MiB for so many more keys.
  expect(heapUsed() - filled).toBeLessThan(4 * MIB);
}, 120_000);
