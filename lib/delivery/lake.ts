import type { Clock } from '@/lib/common/clock';
import type { Lake } from '@/lib/lake/lake';
import type { LogState } from '@/lib/lake/segment-log';
import { type EventSink, outcomes } from './event-sink';

/** Delivers into the local lake; it does not close the lake's readers, only the writing. */
export function createLakeSink(lake: Lake, clock: Clock): EventSink {
  return {
    name: 'lake',
    async put(stream, lines) {
      if (lines.length === 0) return [];
      return outcomes(lines.length, await lake[stream].append(`${lines.join('\n')}\n`));
    },
    state() {
      // Asked at every request, before its body is read: no lists are made of the two logs.
      const [events, failed] = [lake.events.state(), lake.failed.state()];
      const message = faultOf(events) ?? faultOf(failed);
      const oldest = earlier(events.oldestQueuedAt, failed.oldestQueuedAt);
      return {
        healthy: message === null,
        message,
        queuedBytes: events.queuedBytes + failed.queuedBytes,
        lagMs: oldest === null ? 0 : clock() - oldest,
      };
    },
    close: () => lake.close(),
  };
}

function faultOf({ closed, error }: LogState): string | null {
  return closed ? 'lake is closed' : error;
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
