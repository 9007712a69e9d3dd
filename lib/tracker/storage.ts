/** The part of localStorage that the tracker uses. Never throws: where storage is refused it forgets. */
export interface KeyValue {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** The browser's storage, or memory for this page where the browser refuses any of it. */
export function browserStorage(): KeyValue {
  const memory = new Map<string, string>();
  const attempt = <T>(action: () => T, otherwise: () => T): T => {
    try {
      return action();
    } catch {
      return otherwise(); // Storage is refused, full or gone: this page goes on from memory.
    }
  };
  return {
    get: (key) =>
      attempt(
        () => localStorage.getItem(key) ?? memory.get(key) ?? null,
        () => memory.get(key) ?? null,
      ),
    set: (key, value) =>
      attempt(
        () => localStorage.setItem(key, value),
        () => {
          memory.set(key, value);
        },
      ),
    remove(key) {
      memory.delete(key);
      attempt(
        () => localStorage.removeItem(key),
        () => undefined,
      );
    },
  };
}
