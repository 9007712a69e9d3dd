import { TOUR_STEPS } from './tour-steps';

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Where the tour stands in this tab, and whether it is still offered in this browser. */
export interface TourStore {
  /** The step under way; null where there is none. */
  step(): number | null;
  offered(): boolean;
  begin(): void;
  /** To the next step or the one before; past the last one the tour is over. */
  go(by: 1 | -1): void;
  end(): void;
  /** It is over and not offered again. */
  dismiss(): void;
  subscribe(listener: () => void): () => void;
}

export const STEP_KEY = 'footfall-tour-step';
export const DISMISSED_KEY = 'footfall-tour-dismissed';

/**
 * `tab` remembers the step from page to page, `browser` the wish not to be asked again. Where a browser
 * keeps nothing, the tour goes on as long as the page stands.
 */
export function createTourStore(tab: () => Kept, browser: () => Kept): TourStore {
  const listeners = new Set<() => void>();
  let known: { step: number | null; dismissed: boolean } | null = null;

  function state() {
    known ??= {
      step: toStep(read(tab, STEP_KEY)),
      dismissed: read(browser, DISMISSED_KEY) !== null,
    };
    return known;
  }

  function put(step: number | null, dismissed = state().dismissed): void {
    known = { step, dismissed };
    write(tab, STEP_KEY, step === null ? null : (TOUR_STEPS[step]?.id ?? null));
    write(browser, DISMISSED_KEY, dismissed ? 'yes' : null);
    for (const listener of listeners) listener();
  }

  return {
    step: () => state().step,
    offered: () => !state().dismissed,
    begin: () => put(0),
    go(by) {
      const next = (state().step ?? 0) + by;
      put(next >= TOUR_STEPS.length ? null : Math.max(0, next));
    },
    end: () => put(null),
    dismiss: () => put(null, true),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** By its name: steps may be others in a page that was loaded later. */
function toStep(id: string | null): number | null {
  const at = TOUR_STEPS.findIndex((step) => step.id === id);
  return at < 0 ? null : at;
}

function read(kept: () => Kept, key: string): string | null {
  try {
    return kept().getItem(key);
  } catch {
    return null; // The browser keeps nothing for this site.
  }
}

function write(kept: () => Kept, key: string, value: string | null): void {
  try {
    if (value === null) kept().removeItem(key);
    else kept().setItem(key, value);
  } catch {
    // The browser keeps nothing for this site: the page itself still knows.
  }
}

/** Of this browser tab. */
export const tour = createTourStore(
  () => window.sessionStorage,
  () => window.localStorage,
);
