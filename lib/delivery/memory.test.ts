import { describeEventSink } from '@/lib/testing/event-sink-contract';
import { createMemorySink } from './memory';

describeEventSink('memory', async () => {
  const sink = createMemorySink();
  return {
    sink,
    landed: async (stream) => sink.lines[stream],
    dispose: async () => undefined,
  };
});
