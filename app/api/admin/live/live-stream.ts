import type { LiveBatch, LiveSubscription } from '@/lib/delivery/live-hub';

export interface LiveStreamTimes {
  /** A comment goes out this often, so that nobody takes a quiet stream for a dead one. */
  readonly heartbeatMs: number;
  /** The stream ends after so long. */
  readonly longestMs: number;
}

/**
 * A subscription as the body of a server-sent event stream. It reads on only as fast as the client
 * does; what comes meanwhile waits in the subscription, which knows its bounds.
 */
export function liveStream(
  subscription: LiveSubscription,
  { heartbeatMs, longestMs }: LiveStreamTimes,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let heartbeat: NodeJS.Timeout | undefined;
  let longest: NodeJS.Timeout | undefined;
  const stop = () => {
    clearInterval(heartbeat);
    clearTimeout(longest);
    subscription.end();
  };
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(': watching\n\n'));
      heartbeat = setInterval(() => {
        // A client that does not read gets no more comments either.
        if ((controller.desiredSize ?? 0) > 0)
          controller.enqueue(encoder.encode(': still here\n\n'));
      }, heartbeatMs);
      longest = setTimeout(subscription.end, longestMs);
    },
    async pull(controller) {
      const batch = await subscription.next();
      if (batch) {
        controller.enqueue(encoder.encode(messages(batch)));
      } else {
        stop();
        controller.close();
      }
    },
    cancel: stop,
  });
}

/** Lines are JSON without line breaks, so each is the whole data of its message. */
function messages({ lines, missed }: LiveBatch): string {
  const lost = missed > 0 ? `event: missed\ndata: {"missed":${missed}}\n\n` : '';
  return lost + lines.map(({ stream, line }) => `event: ${stream}\ndata: ${line}\n\n`).join('');
}
