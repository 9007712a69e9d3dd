import type { ClientContext } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';
import { captureClicks } from '@/lib/tracker/autocapture';
import { CONSENT_KEY, type Consent, readConsent, writeConsent } from '@/lib/tracker/consent';
import { openQueue } from '@/lib/tracker/queue';
import { createSender } from '@/lib/tracker/sender';
import { browserStorage } from '@/lib/tracker/storage';
import { type Act, createTracker, type Tracker } from '@/lib/tracker/tracker';
import { VISIT_KEY } from '@/lib/tracker/visit';

/** Tells the page (bots' ledger, debugging) what was captured: a WireEvent in `detail`. */
export const CAPTURED_EVENT = 'footfall:captured';

/** https://globalprivacycontrol.org: not in every browser, nor in the DOM's types. */
interface PrivacySignal {
  readonly globalPrivacyControl?: boolean;
}

/** Tells the page that consent was given, withdrawn or denied, perhaps in another tab. */
export const CONSENT_EVENT = 'footfall:consent';

/** What a page says of itself. */
export type PageFacts = Pick<WireEvent, 'page' | 'product_id' | 'search_term' | 'variant'>;

/** Measuring in this document: one tracker while consent is given, none otherwise. */
export interface Measurement {
  readonly context: Omit<ClientContext, 'store' | 'dropped'>;
  consent(): Consent;
  choose(granted: boolean): void;
  showPage(facts: PageFacts): void;
  /** Null where the visitor is not to be measured. */
  tracker(): Tracker | null;
}

let instance: Measurement | undefined;

/** Only in the browser. */
export function measurement(): Measurement {
  instance ??= createMeasurement();
  return instance;
}

function createMeasurement(): Measurement {
  const storage = browserStorage();
  const context: Measurement['context'] = {
    user_agent: navigator.userAgent,
    // Not before it is sent: the first look loads what a page does not need to be shown.
    get time_zone() {
      return Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
    touch: !!navigator.maxTouchPoints,
  };
  const consent = () => readConsent(storage, (navigator as PrivacySignal).globalPrivacyControl);
  const tell = (type: string, detail?: unknown) => dispatchEvent(new CustomEvent(type, { detail }));
  let page: Act | null = null;
  let tracker: Tracker | null = null;

  function start(): Tracker {
    const queue = openQueue();
    const sender = createSender({ queue, context });
    const onCaptured = (event: WireEvent) => tell(CAPTURED_EVENT, event);
    return createTracker({ queue, sender, storage, onCaptured });
  }

  /** Brings the tracker in line with the choice. */
  function settle(): void {
    if (consent() !== 'granted') {
      tracker?.stop();
      tracker = null;
      storage.remove(VISIT_KEY);
    } else if (!tracker) {
      tracker = start();
      // The page being looked at counts from the choice on; earlier ones never do.
      if (page) tracker.capture(page);
    }
    tell(CONSENT_EVENT);
  }

  captureClicks((act) => tracker?.capture(act));
  addEventListener('storage', ({ key }) => {
    if (!key || key === CONSENT_KEY) settle();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    // A page in the back-forward cache heard nothing of a choice made meanwhile in another tab.
    const before = tracker;
    settle();
    if (page && before === tracker) tracker?.capture({ ...page, flags: 'bfcache' });
  });
  addEventListener('pagehide', () => tracker?.sender.leave());
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) tracker?.sender.flush();
  });
  if (consent() === 'granted') tracker = start();

  return {
    context,
    consent,
    choose(granted) {
      writeConsent(storage, granted);
      settle();
    },
    showPage(facts) {
      page = { event_type: 'view', ...facts };
      tracker?.capture(page);
    },
    tracker: () => tracker,
  };
}
