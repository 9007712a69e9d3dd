import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createCollector } from '@/lib/collector/collector';
import { createEnricher } from '@/lib/collector/enrichment';
import { createGate } from '@/lib/collector/gate';
import type { EventSink } from '@/lib/delivery/event-sink';
import { createLakeSink } from '@/lib/delivery/lake';
import type { BatchAck } from '@/lib/events/batch';
import { openLake } from '@/lib/lake/lake';
import { type LakeFile, nodeIo, type SegmentIo } from '@/lib/lake/lake-io';
import { createLocalMetrics } from '@/lib/monitoring/local';
import { RUN_SECRET, sampleBatch } from './collector-fixture';
import { SAMPLE_TIME, sampleWireEvent } from './sample-events';
import { scratchFolder } from './scratch-folder';

/** Real files on a disk that can run full, fail its syncs or be slow, as the test says. */
export interface FaultyDisk {
  readonly io: SegmentIo;
  /** Bytes it still takes; beyond them it writes a part and answers ENOSPC. */
  room: number;
  /** How many of the next syncs fail with EIO. */
  failingSyncs: number;
  /** What each sync waits for. */
  gate: Promise<void>;
  syncs: number;
}

export function createFaultyDisk(): FaultyDisk {
  const fault = (code: string) => Object.assign(new Error(`${code}: injected`), { code });
  const disk: FaultyDisk = {
    room: Number.POSITIVE_INFINITY,
    failingSyncs: 0,
    gate: Promise.resolve(),
    syncs: 0,
    io: {
      async create(path, root) {
        const file: LakeFile = await nodeIo.create(path, root);
        return {
          ...file,
          async write(bytes, offset) {
            const took = await file.write(
              bytes.subarray(0, Math.min(bytes.length, disk.room)),
              offset,
            );
            disk.room -= took;
            if (took < bytes.length) throw fault('ENOSPC');
            return took;
          },
          async sync() {
            disk.syncs += 1;
            await disk.gate;
            if (disk.failingSyncs > 0) {
              disk.failingSyncs -= 1;
              throw fault('EIO');
            }
            await file.sync();
          },
        };
      },
    },
  };
  return disk;
}

export interface CollectorOnDisk {
  readonly sink: EventSink;
  /** Sends one batch of so many events; the ids are in `acked` where it was answered 200. */
  send(count?: number): Promise<{ readonly status: number; readonly retryAfter: number | null }>;
  readonly acked: readonly string[];
  /** The ids that lie in the lake; throws where a line is not whole. */
  stored(): string[];
}

/** A collector that delivers into a lake on that disk. */
export function collectorOnDisk(disk: FaultyDisk, maxQueuedBytes?: number): CollectorOnDisk {
  const root = scratchFolder();
  const clock = () => SAMPLE_TIME + 250;
  const lake = openLake({ root, clock, io: disk.io, limits: { maxQueuedBytes } });
  const sink = createLakeSink(lake, clock);
  onTestFinished(() => sink.close());
  const shared = { sink, metrics: createLocalMetrics(), clock, rng: () => 0.99, rateLimit: false };
  const gate = createGate({ ...shared, runSecret: RUN_SECRET, publicHost: 'shop.example' });
  const enrich = createEnricher({ trustedProxies: 0 });
  const collector = createCollector({ ...shared, gate, enrich, priceOf: () => null });
  const acked: string[] = [];
  return {
    sink,
    acked,
    async send(count = 1) {
      const admission = collector.admit({
        method: 'POST',
        header: (name) => (name === 'content-type' ? 'application/json' : undefined),
        address: null,
      });
      const batch = sampleBatch(Array.from({ length: count }, () => sampleWireEvent()));
      const answer = admission.ok
        ? await collector.collect(admission.ticket, Buffer.from(JSON.stringify(batch)))
        : admission.answer;
      if (answer.status === 200) {
        acked.push(...(answer.body as BatchAck).results.map(({ event_id }) => event_id ?? ''));
      }
      const retryAfter = answer.headers?.['retry-after'];
      return { status: answer.status, retryAfter: retryAfter ? Number(retryAfter) : null };
    },
    stored() {
      const folder = join(root, 'raw/events');
      return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .flatMap(({ parentPath, name }) =>
          readFileSync(join(parentPath, name), 'utf8').split('\n').filter(Boolean),
        )
        .map((line): string => JSON.parse(line).event_id);
    },
  };
}
