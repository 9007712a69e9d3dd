import type { Audit } from '@/lib/audit/audit';

export const RUN_KINDS = ['bots', 'producer'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** How far a run has come, as its own process counts. */
export interface RunProgress {
  /** Bots only: people who have come and gone. */
  readonly shoppers: number | null;
  readonly captured: number;
  readonly acked: number;
  readonly rejected: number;
  /** Given up by the sender, and orders that the shop refused. */
  readonly failed: number;
  /** What went wrong last. */
  readonly trouble: string | null;
}

/**
 * `running` here; `elsewhere`: a command writes its ledger now; `done` by itself, `stopped` by somebody,
 * `failed` to begin; `cut_off`: whoever wrote the ledger died.
 */
export type RunState = 'running' | 'elsewhere' | 'done' | 'stopped' | 'failed' | 'cut_off';

/** A run as the admin shows it. */
export interface RunDocument {
  readonly run_id: string;
  readonly actor: string;
  readonly channel: string;
  readonly seed: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly state: RunState;
  /** While it runs here. */
  readonly progress: RunProgress | null;
  /** Why it failed. */
  readonly problem: string | null;
  /** Of the last audit that was made from here. */
  readonly verdict: { readonly madeAtMs: number; readonly agrees: boolean } | null;
}

/** A run with all that its last audit found. */
export interface RunReport {
  readonly run: RunDocument;
  readonly audited: AuditOfRun | null;
}

export interface AuditOfRun {
  readonly madeAtMs: number;
  readonly audit: Audit;
}

export interface RunList {
  /** The newest first. */
  readonly runs: readonly RunDocument[];
  /** Whether runs may be started from here at all. */
  readonly open: boolean;
}
