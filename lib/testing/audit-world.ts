import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { type Audit, type AuditOptions, auditRun } from '@/lib/audit/audit';
import type { FindingKind } from '@/lib/audit/findings';
import { HOUR_MS } from '@/lib/common/clock';
import { toLine } from '@/lib/events/complete';
import type { ClickstreamEvent, WireEvent } from '@/lib/events/event';
import { arrivalPartition } from '@/lib/lake/layout';
import { createMemoryStore } from '@/lib/storage/memory';
import { toStored, toWire } from '@/lib/traffic/events';
import type { LedgerEntry } from '@/lib/traffic/ledger';
import { openLedger } from '@/lib/traffic/ledger-file';
import { createPlan } from '@/lib/traffic/plan';
import { createFakeLake } from './lake-events';
import { scratchFolder } from './scratch-folder';
import { trinoChecked } from './trino-checked';

export const RUN_ID = 'run-7';
export const FROM = Date.parse('2026-11-22T18:00:00.000Z');
const plan = createPlan({ seed: 7, sessionsPerDay: 600, memoryDays: 2 });
export const PLANNED: readonly WireEvent[] = [...plan.events(FROM, FROM + 2 * HOUR_MS)]
  .flat()
  .map((planned) => JSON.parse(JSON.stringify(toWire(planned))));

export const header = (more: Partial<Extract<LedgerEntry, { t: 'run' }>> = {}): LedgerEntry => ({
  t: 'run',
  v: 1,
  at: FROM,
  run_id: RUN_ID,
  actor: 'producer',
  channel: 'collector',
  seed: 7,
  parameters: {},
  ...more,
});
export const timeOf = ({ timestamp }: WireEvent) => Date.parse(timestamp);
export const stored = (wire: WireEvent, delayMs = 80) =>
  toStored(wire, { eventMs: timeOf(wire), receivedMs: timeOf(wire) + delayMs }, RUN_ID);

export function ledgerOf(events: readonly WireEvent[]): LedgerEntry[] {
  return [
    header(),
    ...events.flatMap((event): LedgerEntry[] => [
      { t: 'captured', at: timeOf(event), events: [event] },
      { t: 'acked', at: timeOf(event) + 9, ids: [event.event_id] },
    ]),
    { t: 'end', at: FROM + 2 * HOUR_MS, why: 'done' },
  ];
}

/** What a run's ledger says, and what is there. */
interface World {
  readonly ledger: readonly LedgerEntry[];
  readonly rows: readonly ClickstreamEvent[];
  /** Where raw differs from what is queried. */
  readonly raw?: readonly ClickstreamEvent[];
}

type HowToAudit = Pick<AuditOptions, 'range' | 'everyEvent'>;

export async function audited(world: World, how: HowToAudit = {}): Promise<Audit> {
  const audits = await auditing(world);
  return audits(how);
}

/** A world that can be audited more than once. */
export async function auditing({
  ledger: entries,
  rows,
  raw = rows,
}: World): Promise<(how?: HowToAudit) => Promise<Audit>> {
  const root = scratchFolder();
  const ledger = await openLedger(root, RUN_ID);
  for (const entry of entries) void ledger.write(entry);
  await ledger.close();
  const engine = createDuckdbEngine({ lake: createFakeLake(...rows) });
  onTestFinished(() => engine.close());
  const store = createMemoryStore();
  const textOf = (some: readonly ClickstreamEvent[]) =>
    Buffer.from(some.map((event) => `${toLine(event)}\n`).join(''));
  const folder = `events/${arrivalPartition(FROM)}`;
  // As a segment that is still being written, and as Firehose delivers it.
  const torn = Buffer.from('{"run_id":"run-7","event_id":"01a2');
  await store.put(`${folder}/a`, Buffer.concat([textOf(raw.slice(0, 200)), torn]));
  await store.put(`${folder}/b.gz`, gzipSync(textOf(raw.slice(200))));
  return (how = {}) =>
    auditRun({
      root,
      runId: RUN_ID,
      engine: trinoChecked(engine),
      raw: store,
      clock: () => FROM + 3 * HOUR_MS,
      ...how,
    });
}

export const kinds = (audit: Audit) => audit.findings.map(({ kind, count }) => [kind, count]);

/** A finding, and apart from it the sessions that its examples name. */
export function finding(audit: Audit, kind: FindingKind) {
  const found = audit.findings.find((one) => one.kind === kind);
  if (!found) return undefined;
  const examples = found.examples as readonly { readonly session_id?: string }[];
  return {
    ...found,
    examples: examples.map(({ session_id: _, ...rest }) => rest),
    sessions: examples.map(({ session_id }) => session_id),
  };
}
