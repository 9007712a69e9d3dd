/**
 * What can be done to a run's traffic on purpose: each by a share, each dose in the ledger, each to be
 * found by the audit. `events`: a share of them. `shoppers`: all events of a share of people but their
 * orders, which a server records. `beside`: so many more for each event.
 */
export const FAULTS = {
  duplicate: { of: 'events', doc: 'is delivered a second time' },
  late: { of: 'events', doc: 'is held back and arrives late' },
  out_of_order: { of: 'events', doc: 'arrives after a later one of its page' },
  unknown_field: { of: 'events', doc: 'carries fields that the contract does not know' },
  malformed: { of: 'beside', doc: 'breaks the contract, by a client with a fault' },
  clock_skew: { of: 'shoppers', doc: 'is sent by a browser whose clock is off' },
  consent_withheld: { of: 'shoppers', doc: 'is never captured, for want of consent' },
  bot_flood: { of: 'beside', doc: 'is a robot that reads product after product' },
} as const satisfies Readonly<
  Record<string, { readonly of: 'events' | 'shoppers' | 'beside'; readonly doc: string }>
>;

export type Fault = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as readonly Fault[];

/** Shares of each fault, 0 where absent, and by how much. */
export interface FaultDials {
  readonly shares: Readonly<Partial<Record<Fault, number>>>;
  readonly lateByMs: number;
  readonly skewByMs: number;
}

/** Those that only the collector can find: past it, nobody looks. */
export const FOR_COLLECTOR: readonly Fault[] = ['unknown_field', 'malformed', 'clock_skew'];

/** What is wrong with the dials, in words; null where they can be set. */
export function dialsFault({ shares }: FaultDials, pastCollector: boolean): string | null {
  const sum = (kind: string) =>
    FAULT_NAMES.filter((fault) => FAULTS[fault].of === kind).reduce(
      (total, fault) => total + (shares[fault] ?? 0),
      0,
    );
  for (const kind of ['events', 'shoppers']) {
    if (sum(kind) > 1)
      return `The shares of ${kind} come to more than 1: one has one fault at the most.`;
  }
  const blind = FOR_COLLECTOR.filter((fault) => (shares[fault] ?? 0) > 0);
  if (pastCollector && blind.length > 0) {
    return `${blind.join(', ')}: only the collector finds that. Leave out --sink.`;
  }
  return null;
}
