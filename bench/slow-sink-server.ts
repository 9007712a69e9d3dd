import { createServer } from 'node:http';
import { createBodyBudget } from '@/lib/collector/body-budget';
import { createCollector } from '@/lib/collector/collector';
import { createEnricher } from '@/lib/collector/enrichment';
import { createGate } from '@/lib/collector/gate';
import { SECOND_MS, systemClock } from '@/lib/common/clock';
import { createLakeSink } from '@/lib/delivery/lake';
import { openLake } from '@/lib/lake/lake';
import { nodeIo, type SegmentIo } from '@/lib/lake/lake-io';
import { createLocalMetrics } from '@/lib/monitoring/local';
import { clientAddress } from '@/server/client-address';
import { createCollectorDoor } from '@/server/collector-door';

/*
 * For bench/overload.ts: the shipped collector door and lake, without Next, on a disk that takes only
 * so many bytes a second (0: as many as it can).
 */
const [, , root = '', bytesPerSecond = '0'] = process.argv;

function slowIo(rate: number): SegmentIo {
  return {
    async create(path, folder) {
      const file = await nodeIo.create(path, folder);
      return {
        ...file,
        async write(bytes, offset) {
          const ms = (bytes.length / rate) * SECOND_MS;
          await new Promise((resolve) => setTimeout(resolve, ms));
          return file.write(bytes, offset);
        },
      };
    },
  };
}

const rate = Number(bytesPerSecond);
const lake = openLake({ root, clock: systemClock, io: rate > 0 ? slowIo(rate) : nodeIo });
const sink = createLakeSink(lake, systemClock);
const shared = {
  sink,
  metrics: createLocalMetrics(),
  clock: systemClock,
  rng: Math.random,
  rateLimit: false,
};
const gate = createGate({ ...shared, runSecret: 'bench', publicHost: 'localhost' });
const enrich = createEnricher({ trustedProxies: 0 });
const collector = createCollector({ ...shared, gate, enrich, priceOf: () => null });
const door = createCollectorDoor(collector, createBodyBudget(), (request) =>
  clientAddress(request, 0),
);
const server = createServer(door).listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => void sink.close());
});
