import { type EventSink, outcomes, type SinkStream } from './event-sink';

/** The in-memory twin: keeps every line, for tests and for looking at what would be sent. */
export interface MemorySink extends EventSink {
  readonly name: 'memory';
  readonly lines: Readonly<Record<SinkStream, readonly string[]>>;
}

export function createMemorySink(): MemorySink {
  const lines = { events: [] as string[], failed: [] as string[] };
  let closed = false;
  return {
    name: 'memory',
    lines,
    async put(stream, added) {
      if (closed) {
        return outcomes(added.length, {
          ok: false,
          code: 'unavailable',
          message: 'sink is closed',
        });
      }
      lines[stream].push(...added);
      return outcomes(added.length);
    },
    state: () => ({
      healthy: !closed,
      message: closed ? 'sink is closed' : null,
      queuedBytes: 0,
      lagMs: 0,
    }),
    async close() {
      closed = true;
    },
  };
}
