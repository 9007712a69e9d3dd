import type { EventSink, SinkOutcome, SinkStream } from './event-sink';

/** A line that was just made durable. */
export interface LiveLine {
  readonly stream: SinkStream;
  readonly line: string;
}

export interface LiveBatch {
  /** Oldest first. */
  readonly lines: readonly LiveLine[];
  /** How many lines this subscriber lost since the batch before, because it was slow. */
  readonly missed: number;
}

export interface LiveSubscription {
  /** What came since the last call, waiting for it where nothing did; null once it has ended. */
  next(): Promise<LiveBatch | null>;
  end(): void;
}

/**
 * Hands what was made durable on to whoever watches, from memory: a watcher that is slow, or comes
 * late, loses lines and is told how many. The lake holds them all.
 */
export interface LiveHub {
  /** The same sink, with what it answers ok published. */
  watch(sink: EventSink): EventSink;
  /** Null where there are as many subscribers as there may be, or the hub has ended. */
  subscribe(): LiveSubscription | null;
  subscribers(): number;
}

export interface LiveHubOptions {
  /** Ends every subscription. */
  readonly stopping: AbortSignal;
  /** UTF-16 units one subscriber's waiting lines may hold; beyond it the oldest are lost. */
  readonly maxWaiting?: number;
  readonly maxSubscribers?: number;
}

interface Subscriber {
  push(stream: SinkStream, line: string): void;
  end(): void;
}

export function createLiveHub(options: LiveHubOptions): LiveHub {
  const { stopping, maxWaiting = 256 * 1024, maxSubscribers = 20 } = options;
  const subscribers = new Set<Subscriber>();
  stopping.addEventListener('abort', () => {
    for (const subscriber of subscribers) subscriber.end();
  });

  function publish(
    stream: SinkStream,
    lines: readonly string[],
    outcomes: readonly SinkOutcome[],
  ): void {
    lines.forEach((line, index) => {
      if (!outcomes[index]?.ok) return;
      for (const subscriber of subscribers) subscriber.push(stream, line);
    });
  }

  return {
    watch: (sink) => ({
      ...sink,
      put(stream, lines) {
        const stored = sink.put(stream, lines);
        if (subscribers.size === 0) return stored;
        return stored.then((outcomes) => {
          publish(stream, lines, outcomes);
          return outcomes;
        });
      },
    }),
    subscribe() {
      if (stopping.aborted || subscribers.size >= maxSubscribers) return null;
      const { subscriber, subscription } = createSubscriber(maxWaiting, () =>
        subscribers.delete(subscriber),
      );
      subscribers.add(subscriber);
      return subscription;
    },
    subscribers: () => subscribers.size,
  };
}

function createSubscriber(maxWaiting: number, onEnd: () => void) {
  let waiting: LiveLine[] = [];
  /** Lines before this place were lost; they are cut off when they are half of the list. */
  let first = 0;
  let units = 0;
  let missed = 0;
  let ended = false;
  let wake: (() => void) | null = null;

  const loseOldest = () => {
    const oldest = waiting[first];
    if (!oldest) return;
    units -= oldest.line.length;
    first += 1;
    missed += 1;
    if (first * 2 > waiting.length) {
      waiting = waiting.slice(first);
      first = 0;
    }
  };
  const subscriber: Subscriber = {
    push(stream, line) {
      waiting.push({ stream, line });
      units += line.length;
      while (units > maxWaiting) loseOldest();
      wake?.();
    },
    end() {
      ended = true;
      onEnd();
      wake?.();
    },
  };
  const subscription: LiveSubscription = {
    async next() {
      while (waiting.length === 0 && missed === 0 && !ended) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
      if (waiting.length === 0 && missed === 0) return null;
      const batch = { lines: waiting.slice(first), missed };
      waiting = [];
      first = 0;
      units = 0;
      missed = 0;
      return batch;
    },
    end: subscriber.end,
  };
  return { subscriber, subscription };
}
