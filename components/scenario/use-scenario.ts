'use client';

import { useSyncExternalStore } from 'react';
import type { ActiveScenario } from './active-scenario';
import { scenarioInCookie } from './run-cookie';

const listeners = new Set<() => void>();
let active: ActiveScenario | null = null;
let asked = false;

/**
 * The scenario this visitor is in, or null: while the page hydrates, and for everybody without a
 * run's cookie, whose browser loads none of its code.
 */
export function useScenario(): ActiveScenario | null {
  return useSyncExternalStore(subscribe, current, nobody);
}

function current(): ActiveScenario | null {
  return active;
}

function nobody(): null {
  return null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!asked) {
    asked = true;
    load(scenarioInCookie()).catch(reportError);
  }
  return () => listeners.delete(listener);
}

async function load(claimed: unknown): Promise<void> {
  if (!claimed) return;
  active = await (await import('./active-scenario')).activeScenario(claimed);
  for (const listener of listeners) listener();
}
