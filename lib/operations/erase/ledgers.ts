import { join } from 'node:path';
import { type LedgerEntry, ledgerEntryRule, ledgerPath } from '@/lib/traffic/ledger';
import { ledgerRuns, readLedger } from '@/lib/traffic/ledger-read';
import { rewriteLines } from './line-files';
import { speaksOf, type Visitor } from './visitor';

/** Numbers of the bots that were the visitor, by run. */
export type Shoppers = ReadonlyMap<string, ReadonlySet<number>>;

/** Looks through the ledgers of a data folder, and adds what they know to what is known. */
export async function findInLedgers(
  root: string,
  user_id: string,
  known: { readonly events: Set<string>; readonly sessions: Set<string> },
): Promise<Shoppers> {
  const { events, sessions } = known;
  const shoppers = new Map<string, ReadonlySet<number>>();
  const runs = await ledgerRuns(root);
  // Twice: a broken event that names only a session comes before one that says whose it is.
  for (const runId of [...runs, ...runs]) {
    const found = await findInLedger(root, runId, user_id, sessions);
    for (const id of found.events) events.add(id);
    for (const id of found.sessions) if (id !== undefined) sessions.add(id);
    shoppers.set(runId, found.shoppers);
  }
  return shoppers;
}

/** Takes the visitor out of those ledgers, and says how many it changed. */
export async function eraseLedgers(
  root: string,
  visitor: Visitor,
  shoppers: Shoppers,
): Promise<number> {
  const speaks = speaksOf(visitor);
  let ledgers = 0;
  for (const [runId, numbers] of shoppers) {
    const path = join(root, ledgerPath(runId));
    const done = await rewriteLines(path, root, (line) =>
      withoutVisitor(line, visitor, numbers, speaks),
    );
    if (done) ledgers += 1;
  }
  return ledgers;
}

/** What a run's ledger knows of a visitor. */
interface InLedger {
  readonly events: ReadonlySet<string>;
  readonly sessions: ReadonlySet<string>;
  /** Numbers of the bots that were this visitor. */
  readonly shoppers: ReadonlySet<number>;
}

/** `known`: sessions that are theirs, by which a broken event that names nobody is found. */
async function findInLedger(
  root: string,
  runId: string,
  user_id: string,
  known: ReadonlySet<string>,
): Promise<InLedger> {
  const events = new Set<string>();
  const sessions = new Set<string>();
  const shoppers = new Set<number>();
  for await (const entry of readLedger(root, runId, () => undefined)) {
    if (entry.t !== 'captured') continue;
    for (const event of entry.events) {
      if (event.user_id !== user_id && !known.has(event.session_id)) continue;
      events.add(event.event_id);
      sessions.add(event.session_id);
      if (entry.shopper !== undefined) shoppers.add(entry.shopper);
    }
  }
  return { events, sessions, shoppers };
}

/** A line of a ledger without a visitor; null where nothing of it is left. */
function withoutVisitor(
  line: string,
  visitor: Visitor,
  shoppers: ReadonlySet<number>,
  speaks: (text: string) => boolean,
): string | null {
  const entry = entryOf(line);
  if (!entry) return speaks(line) ? null : line;
  switch (entry.t) {
    case 'captured': {
      const events = entry.events.filter(
        ({ user_id, session_id }) =>
          user_id !== visitor.user_id && !visitor.sessions.has(session_id),
      );
      return (
        same(line, entry.events, events) ?? (events.length > 0 ? write({ ...entry, events }) : null)
      );
    }
    case 'acked':
    case 'rejected':
    case 'failed':
    case 'dose': {
      const ids = entry.ids.filter((id) => !visitor.events.has(id));
      return same(line, entry.ids, ids) ?? (ids.length > 0 ? write({ ...entry, ids }) : null);
    }
    case 'act':
    case 'shopper':
    case 'trouble':
    case 'crash':
      return shoppers.has(entry.shopper) ? null : line;
    case 'run':
    case 'end':
      return line;
    default:
      return entry satisfies never;
  }
}

const write = (entry: LedgerEntry) => JSON.stringify(entry);

function same(line: string, all: readonly unknown[], left: readonly unknown[]): string | null {
  return all.length === left.length ? line : null;
}

function entryOf(line: string): LedgerEntry | null {
  try {
    const read = ledgerEntryRule.safeParse(JSON.parse(line));
    return read.success ? read.data : null;
  } catch {
    return null; // No JSON: the caller looks at its text.
  }
}
