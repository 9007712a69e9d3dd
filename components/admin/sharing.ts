interface Shared<T> {
  readonly listeners: Set<(answer: T) => void>;
  readonly stop: () => void;
  last?: T;
}

/**
 * Lets several listen to what is started once for each key: the first starts it, who joins later hears
 * the newest answer at once, the last to leave stops it.
 */
export function createSharing<T>() {
  const open = new Map<string, Shared<T>>();

  return function listen(
    key: string,
    start: (onAnswer: (answer: T) => void) => () => void,
    listener: (answer: T) => void,
  ): () => void {
    let shared = open.get(key);
    if (!shared) {
      const listeners = new Set([listener]);
      const made: Shared<T> = {
        listeners,
        stop: start((answer) => {
          made.last = answer;
          for (const each of listeners) each(answer);
        }),
      };
      shared = made;
      open.set(key, made);
    } else {
      shared.listeners.add(listener);
      if (shared.last !== undefined) listener(shared.last);
    }
    const { listeners, stop } = shared;
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || open.get(key)?.listeners !== listeners) return;
      open.delete(key);
      stop();
    };
  };
}
