import type { WireEvent } from '@/lib/events/event';

const TEXTS = new WeakMap<readonly WireEvent[], string>();

/** Events that leave together as JSON: ledger and request hold the same text, which is made once. */
export function lotText(events: readonly WireEvent[]): string {
  let text = TEXTS.get(events);
  if (text === undefined) {
    text = JSON.stringify(events);
    TEXTS.set(events, text);
  }
  return text;
}
