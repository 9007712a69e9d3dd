/** An iteration as a body that goes on only as fast as it is read; `leave` where nobody reads on. */
export function pulled<T>(
  parts: AsyncIterable<T>,
  bytes: (part: T) => Uint8Array,
  leave: () => void,
): ReadableStream<Uint8Array> {
  const iterator = parts[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(bytes(value));
    },
    async cancel() {
      // First the signal: an iteration that waits for its next part cannot be ended otherwise.
      leave();
      await iterator.return?.();
    },
  });
}
