/** What is written down of what people did in the admin. */
export const TRAIL_ACTS = [
  'signed_in',
  'sign_in_refused',
  'signed_out',
  'queried',
  'exported',
  'run_started',
  'run_stopped',
  'run_audited',
  'replayed',
  'erased',
] as const;
export type TrailAct = (typeof TRAIL_ACTS)[number];

export interface TrailNote {
  /** Who is signed in, as the session has it; the name that was tried, where sign-in was refused. */
  readonly who: string;
  readonly act: TrailAct;
  /** What it was done to: a query's id, a run's. */
  readonly subject: string;
  /** SQL, counts, outcome; never a password, a token or an address. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface TrailEntry extends TrailNote {
  /** UUIDv7: entries sort by it in time. */
  readonly id: string;
  readonly atMs: number;
}

/** The audit log of the admin: only ever added to. */
export interface Trail {
  /** Never throws and is not waited for; what could not be written is said in the server's log. */
  note(note: TrailNote): void;
  /** Newest first, those before the given entry. */
  list(options: {
    readonly limit: number;
    readonly before?: string;
  }): Promise<readonly TrailEntry[]>;
  /** Waits until what was noted is written. */
  close(): Promise<void>;
}

export interface TrailPage {
  /** Newest first. */
  readonly entries: readonly TrailEntry[];
  /** What to ask for the entries before these by; null where there are none. */
  readonly next: string | null;
}

/** The same, read by person and act. */
export interface TrailBook extends Trail {
  page(options: {
    readonly limit: number;
    readonly before?: string | undefined;
    readonly who?: string | undefined;
    readonly act?: TrailAct | undefined;
  }): Promise<TrailPage>;
}
