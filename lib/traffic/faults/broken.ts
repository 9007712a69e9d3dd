import type { WireEvent } from '@/lib/events/event';

type Fields = Readonly<Record<string, unknown>>;

/** What clients with a fault send; each breaks another rule of the contract, id and time are sound. */
const BREAKS: readonly ((event: Fields) => Fields)[] = [
  ({ session_id: _, ...event }) => event,
  (event) => ({ ...event, event_type: 'veiw' }),
  (event) => ({ ...event, position: 'first' }),
  (event) => ({ ...event, page: 42 }),
  (event) => ({ ...event, product_id: 'x'.repeat(65) }),
  (event) => ({ ...event, user_id: null }),
];

/** An event that breaks the contract, after the pattern of a sound one. */
export function breakEvent(event: WireEvent, event_id: string, way: number): WireEvent {
  const broken = BREAKS[way % BREAKS.length];
  if (!broken) throw new RangeError('there is no way to break an event');
  return broken({ ...event, event_id }) as unknown as WireEvent;
}

/** An event of a client that is ahead of the contract. */
export function withUnknownFields(event: WireEvent, way: number): WireEvent {
  const fields = { scroll_depth: 5 * (way % 20), app_build: `2026.${way % 12}` };
  return { ...event, ...fields };
}
