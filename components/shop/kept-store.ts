/** The part of localStorage that a list needs; either may throw where storage is refused. */
export type KeptStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** What a stored value is and how it changes. */
export interface Keeping<Value, Action> {
  readonly key: string;
  parse(stored: string | null): Value;
  reduce(value: Value, action: Action): Value;
}

export interface KeptStore<Value, Action> {
  /** The same object until it changes. */
  value(): Value;
  /** Applies an action to the newest value, another tab's included, and returns the outcome. */
  dispatch(action: Action): Value;
  subscribe(listener: () => void): () => void;
  /** To be called when another tab may have written. */
  refresh(): void;
}

/** A value in storage, or in memory where storage is missing or refuses. */
export function createKeptStore<Value, Action>(
  { key, parse, reduce }: Keeping<Value, Action>,
  storage: KeptStorage | null,
): KeptStore<Value, Action> {
  const listeners = new Set<() => void>();
  let backing = storage;
  let text: string | null = null;
  let value = parse(null);

  function readText(): string | null {
    if (!backing) return text;
    try {
      return backing.getItem(key);
    } catch {
      // Refused: from here on the value lives as long as the page does.
      backing = null;
      return text;
    }
  }

  function writeText(next: string): void {
    try {
      backing?.setItem(key, next);
    } catch {
      backing = null;
    }
  }

  function current(): Value {
    const stored = readText();
    if (stored !== text) {
      text = stored;
      value = parse(stored);
    }
    return value;
  }

  function notify(): void {
    for (const listener of listeners) listener();
  }

  return {
    value: current,
    dispatch(action) {
      const next = reduce(current(), action);
      if (next !== value) {
        value = next;
        text = JSON.stringify(next);
        writeText(text);
        notify();
      }
      return value;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh: notify,
  };
}
