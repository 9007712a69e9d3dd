import { useEffect, useRef, useState } from 'react';
import { newTabs, readTabs, type TabState, writeTabs } from './tabs';

/** Typing is kept once it pauses. */
const KEEP_AFTER_MS = 400;

/** The tabs of one person, kept by the browser; null until they are read. */
export function useTabs(personId: string) {
  const key = `footfall-console:${personId}`;
  const [state, setState] = useState<TabState | null>(null);
  const latest = useRef<TabState | null>(null);
  latest.current = state;

  useEffect(() => setState(readTabs(kept(key))), [key]);

  useEffect(() => {
    if (!state) return;
    const timer = setTimeout(() => keep(key, state), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key, state]);

  useEffect(() => {
    // Whoever leaves within the pause loses nothing either.
    const keepNow = () => {
      if (latest.current) keep(key, latest.current);
    };
    window.addEventListener('pagehide', keepNow);
    return () => {
      window.removeEventListener('pagehide', keepNow);
      keepNow();
    };
  }, [key]);

  const change = (make: (state: TabState) => TabState) =>
    setState((last) => make(last ?? newTabs()));
  return [state, change] as const;
}

/** A browser that keeps nothing, such as one that is told to, has tabs for as long as the page is open. */
function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, state: TabState): boolean {
  try {
    localStorage.setItem(key, writeTabs(state));
    return true;
  } catch {
    return false;
  }
}
