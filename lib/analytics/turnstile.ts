/** Lets a few work at a time; the others wait in the order they came. */
export interface Turnstile {
  /** Works once there is room. Who gives up while waiting rejects with the signal's reason. */
  through<T>(stop: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export function createTurnstile(places: number): Turnstile {
  let free = places;
  const waiting = new Set<() => void>();

  async function enter(stop: AbortSignal): Promise<void> {
    stop.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const admit = () => {
        stop.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.delete(admit);
        reject(stop.reason);
      };
      waiting.add(admit);
      stop.addEventListener('abort', leave, { once: true });
    });
  }

  return {
    async through(stop, work) {
      await enter(stop);
      try {
        return await work();
      } finally {
        const [next] = waiting;
        if (next) {
          // The place goes from hand to hand.
          waiting.delete(next);
          next();
        } else free += 1;
      }
    },
  };
}
