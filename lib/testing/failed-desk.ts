import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PriceOf } from '@/lib/collector/read-event';
import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import { createMemorySink } from '@/lib/delivery/memory';
import type { WireEvent } from '@/lib/events/event';
import { createFailedDesk, type FailedDeskOptions } from '@/lib/failed-events/failed-desk';
import { createFolderSource } from '@/lib/failed-events/failed-source';
import { createMemoryStore } from '@/lib/storage/memory';
import type { TrailNote } from '@/lib/trail/trail';
import { collectorFixture, sampleBatch, TEAPOT_PRICE } from './collector-fixture';
import { SAMPLE_TIME, sampleWireEvent } from './sample-events';
import { scratchFolder } from './scratch-folder';

export const SEGMENT = 'dt=2026-11-22/hour=08/footfall-1-2026-11-22-08-15-00-a';
export const DAY = { fromMs: SAMPLE_TIME - HOUR_MS, toMs: SAMPLE_TIME + HOUR_MS };

/** Today's catalogue: it has the lamp that yesterday's lacked. */
const priceOf: PriceOf = (id) =>
  id === 'lamp-new' || id === 'teapot-clay' ? TEAPOT_PRICE * 100 : null;

/** A batch as the collector's own rules take it. */
export async function send(
  events: readonly unknown[],
  { run = null as string | null, sentAt = SAMPLE_TIME, now = SAMPLE_TIME + 250 } = {},
) {
  const fixture = collectorFixture();
  fixture.time.now = now;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...(run && { 'x-footfall-run': run }),
  };
  const head = { method: 'POST', header: (name: string) => headers[name], address: null };
  const admission = fixture.collector.admit(head);
  if (!admission.ok) throw new Error(JSON.stringify(admission.answer));
  const batch = sampleBatch(events, { sent_at: new Date(sentAt).toISOString() });
  await fixture.collector.collect(admission.ticket, Buffer.from(JSON.stringify(batch)));
  return fixture.sink.lines;
}

export function deskOver(options: Partial<FailedDeskOptions> = {}) {
  const root = scratchFolder();
  const objects = createMemoryStore();
  const sink = createMemorySink();
  const notes: TrailNote[] = [];
  const time = { now: SAMPLE_TIME + MINUTE_MS };
  const open = (more: Partial<FailedDeskOptions> = {}) =>
    createFailedDesk({
      source: createFolderSource(root),
      unseen: '',
      objects,
      sink,
      priceOf,
      trail: {
        note: (note) => notes.push(note),
        list: async () => [],
        close: async () => undefined,
      },
      clock: () => time.now,
      ...options,
      ...more,
    });
  const keep = (lines: readonly string[], segment = SEGMENT) => {
    const path = join(root, segment);
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, lines.map((line) => `${line}\n`).join(''));
    return path;
  };
  return { root, objects, sink, notes, time, open, desk: open(), keep };
}

export const lampAdded = (changes: Partial<WireEvent> = {}) =>
  sampleWireEvent({ event_type: 'add_to_cart', product_id: 'lamp-new', quantity: 2, ...changes });
export const fresh = () => ({ event_id: uuidV7(SAMPLE_TIME) });
/** Of a page that no release of ours knows yet. */
export const fromTheFuture = () => ({ ...sampleWireEvent(fresh()), page: 'moon' });
