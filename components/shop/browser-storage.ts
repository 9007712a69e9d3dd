export function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    // Reading the property itself throws where the browser refuses storage.
    return null;
  }
}

/** Calls back when another tab may have written `key`. */
export function onForeignWrite(key: string, refresh: () => void): void {
  window.addEventListener('storage', (event) => {
    if (event.key === key || event.key === null) refresh();
  });
  // A page that comes back from the back-forward cache has missed the storage events.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) refresh();
  });
}
