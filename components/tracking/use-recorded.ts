'use client';

import { useEffect, useState } from 'react';
import type { WireEvent } from '@/lib/events/event';
import { VISIT_KEY, type Visit } from '@/lib/tracker/visit';
import { CAPTURED_EVENT, CONSENT_EVENT, measurement } from './measurement';

/** What the tracker holds of this visitor, as it stands. */
export interface Recorded {
  /** Newest first: captured since this document came. */
  readonly events: readonly WireEvent[];
  /** Captured and not yet acknowledged, of all tabs. */
  readonly queued: number;
  readonly store: 'idb' | 'mem';
  /** Null without consent: then there are no ids. */
  readonly visit: Visit | null;
}

const LOOK_MS = 1_000;
const KEPT = 50;

const events: WireEvent[] = [];
let listening = false;

/** From the first call on; the page around it is younger than its first view. */
function listen(): void {
  if (listening) return;
  listening = true;
  addEventListener(CAPTURED_EVENT, (event) => {
    events.unshift((event as CustomEvent<WireEvent>).detail);
    events.length = Math.min(events.length, KEPT);
  });
  addEventListener(CONSENT_EVENT, () => {
    // What was captured under a consent that is withdrawn is not shown any longer either.
    if (!measurement().tracker()) events.length = 0;
  });
}

/** Reads, and never through the tracker's own visit(), which would prolong the session by looking. */
function storedVisit(): Visit | null {
  try {
    return JSON.parse(localStorage.getItem(VISIT_KEY) ?? 'null');
  } catch {
    return null;
  }
}

async function look(): Promise<Recorded> {
  const queue = measurement().tracker()?.queue;
  const rows = (await queue?.peek()) ?? [];
  return {
    events: [...events],
    queued: rows.filter((row) => !row.dropped).length,
    store: queue?.store ?? 'idb',
    visit: queue ? storedVisit() : null,
  };
}

/** The tracker's own state, looked at once a second and whenever it says that something happened. */
export function useRecorded(): Recorded | null {
  const [recorded, setRecorded] = useState<Recorded | null>(null);
  useEffect(() => {
    let left = false;
    const show = async () => {
      const next = await look();
      if (!left) setRecorded(next);
    };
    const soon = () => void show();
    listen();
    soon();
    const timer = setInterval(soon, LOOK_MS);
    addEventListener(CAPTURED_EVENT, soon);
    addEventListener(CONSENT_EVENT, soon);
    return () => {
      left = true;
      clearInterval(timer);
      removeEventListener(CAPTURED_EVENT, soon);
      removeEventListener(CONSENT_EVENT, soon);
    };
  }, []);
  return recorded;
}
