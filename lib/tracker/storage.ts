/** The part of localStorage that the tracker uses. Never throws: where storage is refused it forgets. */
export interface KeyValue {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** The browser's storage; where the browser refuses it, or is full, memory for this page. */
export function browserStorage(): KeyValue {
  let area: Record<string, string> = {};
  try {
    area = localStorage;
  } catch {
    // Refused: it stays empty and this page's own.
  }
  return {
    get: (key) => area[key] ?? null,
    set(key, value) {
      try {
        area[key] = value;
      } catch {
        area = { ...area, [key]: value };
      }
    },
    remove(key) {
      delete area[key];
    },
  };
}
