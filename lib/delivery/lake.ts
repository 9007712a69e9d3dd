import type { Clock } from '@/lib/common/clock';
import type { Lake } from '@/lib/lake/lake';
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
      const logs = [lake.events.state(), lake.failed.state()];
      const message = logs
        .map(({ closed, error }) => (closed ? 'lake is closed' : error))
        .find(Boolean);
      const oldest = logs.flatMap(({ oldestQueuedAt }) => oldestQueuedAt ?? []);
      return {
        healthy: !message,
        message: message ?? null,
        queuedBytes: logs.reduce((sum, { queuedBytes }) => sum + queuedBytes, 0),
        lagMs: oldest.length > 0 ? clock() - Math.min(...oldest) : 0,
      };
    },
    close: () => lake.close(),
  };
}
