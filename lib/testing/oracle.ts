import { createHash } from 'node:crypto';

/**
 * What a sender was told of one try, as Jepsen sorts it. `ok`: acknowledged, so the event must be
 * there. `refused`: rejected, so it must not, unless another try says otherwise. `unknown`: no answer
 * or a 503, so it may.
 */
export type Told = 'ok' | 'refused' | 'unknown';

export interface Verdict {
  readonly issued: number;
  readonly acked: number;
  readonly refused: number;
  readonly unknown: number;
  /** Distinct events found. */
  readonly delivered: number;
  /** Copies beyond the first of each event. */
  readonly duplicates: number;
  /** Lines that are no event at all, as a torn tail leaves them. */
  readonly unreadable: number;
  /** Ids that were acked and are not there. */
  readonly lost: readonly string[];
  /** Found without having been issued, or though refused. */
  readonly spurious: readonly string[];
  /** Found with another content than issued. */
  readonly altered: readonly string[];
}

/** Knows every event that was issued, what became of it, and judges what was found in the end. */
export interface Oracle {
  /**
   * Before its first sending: the event as it has to be found, but for `received_at`; null for one
   * that breaks the contract and must never be found.
   */
  issue(id: string, stored: Readonly<Record<string, unknown>> | null): void;
  /** After each try. */
  tell(id: string, told: Told): void;
  fate(id: string): Told;
  refusedIds(): string[];
  judge(lines: Iterable<string>): Verdict;
}

interface Issued {
  /** A digest, so that a million events fit into memory. */
  readonly content: string | null;
  told: Told | null;
}

const STRENGTH: Readonly<Record<Told, number>> = { refused: 0, unknown: 1, ok: 2 };

export function createOracle(): Oracle {
  const issued = new Map<string, Issued>();

  const known = (id: string): Issued => {
    const event = issued.get(id);
    if (!event) throw new Error(`told of ${id}, which was never issued`);
    return event;
  };

  return {
    issue(id, stored) {
      if (issued.has(id)) throw new Error(`${id} was issued before`);
      issued.set(id, { content: stored && digest(stored), told: null });
    },
    tell(id, told) {
      const event = known(id);
      if (!event.told || STRENGTH[told] > STRENGTH[event.told]) event.told = told;
    },
    fate: (id) => known(id).told ?? 'unknown',
    refusedIds: () => [...issued].flatMap(([id, { told }]) => (told === 'refused' ? id : [])),
    judge(lines) {
      const found = new Set<string>();
      const spurious = new Set<string>();
      const altered = new Set<string>();
      let duplicates = 0;
      let unreadable = 0;
      for (const line of lines) {
        const stored = parse(line);
        if (!stored) {
          unreadable += 1;
          continue;
        }
        const id = String(stored.event_id);
        const event = issued.get(id);
        if (!event || event.content === null || event.told === 'refused') spurious.add(id);
        else if (event.content !== digest(stored)) altered.add(id);
        if (found.has(id)) duplicates += 1;
        found.add(id);
      }
      const told = (what: Told) =>
        [...issued].filter(([, event]) => (event.told ?? 'unknown') === what);
      const acked = told('ok');
      return {
        issued: issued.size,
        acked: acked.length,
        refused: told('refused').length,
        unknown: told('unknown').length,
        delivered: found.size,
        duplicates,
        unreadable,
        lost: acked.flatMap(([id]) => (found.has(id) ? [] : id)),
        spurious: [...spurious],
        altered: [...altered],
      };
    },
  };
}

/** Whether nothing that was promised is broken. */
export function isSound({ lost, spurious, altered }: Verdict): boolean {
  return lost.length + spurious.length + altered.length === 0;
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

/** Of the whole event whatever the order of its fields; the time of its arrival differs by copy. */
function digest({ received_at: _, ...stored }: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(stored)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('base64').slice(0, 20);
}
