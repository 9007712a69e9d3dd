import { toIso } from '@/lib/common/clock';
import { formatUuidV7 } from '@/lib/common/uuid';
import type { ClickstreamEvent } from '@/lib/events/event';
import type { LakeReader, LakeSnapshot } from '@/lib/lake/lake-reader';

/** A stored event with the given fields and plain values for the rest; `n` makes its id. */
export function storedEvent(
  n: number,
  fields: Partial<ClickstreamEvent> & { readonly event_ms: number },
): ClickstreamEvent {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(12, n);
  return {
    event_id: formatUuidV7(fields.event_ms, bytes),
    user_id: 'u1',
    session_id: 's1',
    event_type: 'view',
    page: 'home',
    product_id: null,
    timestamp: toIso(fields.event_ms),
    device_type: 'mobile',
    referrer_url: null,
    location: null,
    browser: 'Chrome',
    user_type: 'new',
    received_at: toIso(fields.event_ms),
    actor: 'human',
    schema_version: 1,
    ...fields,
  };
}

/** The snapshot of a lake that was never rolled. */
export const NO_FILES: LakeSnapshot = {
  generation: 0,
  folder: '/nowhere',
  files: [],
  models: [],
  modelFolders: {
    sessions: '/nowhere',
    rollup: '/nowhere',
    rollup_daily: '/nowhere',
    products_rollup: '/nowhere',
    products_daily: '/nowhere',
    products_totals: '/nowhere',
    searches: '/nowhere',
    order_lines: '/nowhere',
    lengths: '/nowhere',
  },
};

export interface FakeLake extends LakeReader {
  /** Makes events or raw lines durable. */
  append(...added: readonly (ClickstreamEvent | string)[]): void;
  /** How often lines were asked for. */
  readonly calls: () => number;
}

/** A lake without files and an array as its tail, handing out chunks of at least one line. */
export function createFakeLake(...given: readonly (ClickstreamEvent | string)[]): FakeLake {
  const lines: string[] = [];
  let next = 0;
  let end = 0;
  let calls = 0;
  const lake: FakeLake = {
    snapshot: async () => NO_FILES,
    calls: () => calls,
    append(...added) {
      for (const one of added) lines.push(typeof one === 'string' ? one : JSON.stringify(one));
    },
    async mark() {
      end = lines.length;
    },
    async next(maxBytes) {
      calls += 1;
      const chunk: string[] = [];
      let bytes = 0;
      while (next < end && (chunk.length === 0 || bytes < maxBytes)) {
        const line = lines[next++] ?? '';
        chunk.push(line);
        bytes += Buffer.byteLength(line);
      }
      return chunk;
    },
  };
  lake.append(...given);
  return lake;
}
