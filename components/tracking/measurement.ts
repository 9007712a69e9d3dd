import { systemClock } from '@/lib/common/clock';
import type { ClientContext } from '@/lib/events/batch';
import { captureClicks } from '@/lib/tracker/autocapture';
import { CONSENT_KEY, type Consent, readConsent, writeConsent } from '@/lib/tracker/consent';
import { type EventQueue, openQueue } from '@/lib/tracker/queue';
import { createSender } from '@/lib/tracker/sender';
import { browserStorage } from '@/lib/tracker/storage';
import { createTracker, type PageFacts, type Tracker } from '@/lib/tracker/tracker';
import { httpTransport } from '@/lib/tracker/transport';
import { VISIT_KEY, type Visit } from '@/lib/tracker/visit';

/** Tells the page (bots' ledger, debugging) what was captured: a WireEvent in `detail`. */
export const CAPTURED_EVENT = 'footfall:captured';

/** Measuring in this document: one tracker while consent is given, none otherwise. */
export interface Measurement {
  consent(): Consent;
  choose(granted: boolean): void;
  /** Calls back whenever consent changes, also from another tab; answers how to stop. */
  subscribe(listener: () => void): () => void;
  showPage(facts: PageFacts): void;
  addToCart(productId: string, quantity: number): void;
  /** The visit, or null where the visitor is not to be measured. */
  visit(): Visit | null;
  context(): ClientContext;
}

let instance: Measurement | undefined;

/** Only in the browser. */
export function measurement(): Measurement {
  instance ??= createMeasurement();
  return instance;
}

function createMeasurement(): Measurement {
  const storage = browserStorage();
  const listeners = new Set<() => void>();
  const context: Omit<ClientContext, 'store' | 'dropped'> = {
    user_agent: navigator.userAgent,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? '',
    touch: navigator.maxTouchPoints > 0,
  };
  const privacyControl =
    (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
  const consent = () => readConsent(storage, privacyControl);
  let page: PageFacts | null = null;
  let running: { tracker: Tracker; queue: EventQueue; stopClicks: () => void } | null = null;

  /** A browser in which the tracker cannot start is not measured; its page must not suffer. */
  function start(): Tracker | null {
    try {
      const queue = openQueue(() => globalThis.indexedDB);
      const sender = createSender({
        queue,
        send: httpTransport('/api/events', fetch.bind(globalThis)),
        context,
        clock: systemClock,
        rng: Math.random,
        locks: navigator.locks,
      });
      const tracker = createTracker({
        queue,
        sender,
        storage,
        clock: systemClock,
        referrer: document.referrer.startsWith(location.origin) ? '' : document.referrer,
        currentUrl: () => location.href,
        onCaptured: (event) =>
          window.dispatchEvent(new CustomEvent(CAPTURED_EVENT, { detail: event })),
      });
      running = { tracker, queue, stopClicks: captureClicks(document, tracker) };
      return tracker;
    } catch (error) {
      reportError(error);
      return null;
    }
  }

  function stop(wipe: boolean): void {
    if (!running) return;
    running.stopClicks();
    void running.tracker.stop(wipe);
    running = null;
  }

  /** Brings the tracker in line with the choice. */
  function settle(): void {
    if (consent() === 'granted') {
      // The page being looked at counts from the choice on; earlier ones never do.
      if (!running) {
        const tracker = start();
        if (page) tracker?.view(page);
      }
    } else {
      stop(true);
      storage.remove(VISIT_KEY);
    }
    for (const listener of listeners) listener();
  }

  window.addEventListener('storage', (event) => {
    if (event.key === CONSENT_KEY || event.key === null) settle();
  });
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    // A page in the back-forward cache heard nothing of a choice made meanwhile in another tab.
    const before = running;
    settle();
    if (running && running === before && page) running.tracker.view(page, { bfcache: true });
  });
  window.addEventListener('pagehide', () => running?.tracker.flush());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') running?.tracker.flush();
  });
  if (consent() === 'granted') start();

  return {
    consent,
    choose(granted) {
      writeConsent(storage, granted);
      settle();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    showPage(facts) {
      page = facts;
      running?.tracker.view(facts);
    },
    addToCart: (productId, quantity) => running?.tracker.addToCart(productId, quantity),
    visit: () => running?.tracker.visit() ?? null,
    context: () => ({ ...context, store: running?.queue.store ?? 'idb' }),
  };
}
