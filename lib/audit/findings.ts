/** What an audit can find, what it says of the run, and whether ledger and lake then disagree. */
export const FINDING_KINDS = {
  lost: { disagrees: true, doc: 'acknowledged, and not there' },
  unanswered: { disagrees: true, doc: 'captured, never answered, and not there' },
  invented: { disagrees: true, doc: 'there under this run, and captured by nobody' },
  altered: { disagrees: true, doc: 'there, and not as it was captured' },
  duplicated: { disagrees: true, doc: 'there more than once after deduplication' },
  rejected_and_landed: { disagrees: true, doc: 'refused by the collector, and there all the same' },
  not_in_raw: { disagrees: true, doc: 'acknowledged, and in no raw segment' },
  never_captured: { disagrees: true, doc: 'done on the page, and never captured' },
  phantom: { disagrees: true, doc: 'captured, and never done' },
  without_consent: { disagrees: true, doc: 'captured of somebody who did not allow it' },
  captured_twice: { disagrees: true, doc: 'one id for two events' },
  ledger_damaged: { disagrees: true, doc: 'lines of the ledger that hold no entry' },
  ledger_torn: { disagrees: false, doc: 'lines of the ledger torn when its writer died' },
  cut_off: { disagrees: false, doc: 'under way when the writer or a page died, and not there' },
  not_yet: { disagrees: false, doc: 'there, and later than a ledger that has not ended' },
  late: { disagrees: false, doc: 'arrived long after it happened' },
  duplicated_in_raw: { disagrees: false, doc: 'delivered more than once; read once' },
  trouble: { disagrees: false, doc: 'went wrong beside the events' },
} as const;

export type FindingKind = keyof typeof FINDING_KINDS;

export interface Finding {
  readonly kind: FindingKind;
  readonly disagrees: boolean;
  readonly doc: string;
  readonly count: number;
  /** The first few. */
  readonly examples: readonly object[];
}

/** Counts findings by kind and keeps examples of each. */
export interface Findings {
  add(kind: FindingKind, example: object): void;
  list(): readonly Finding[];
  agree(): boolean;
}

const EXAMPLES = 5;

export function createFindings(): Findings {
  const found = new Map<FindingKind, { count: number; examples: object[] }>();
  const list = (): readonly Finding[] =>
    (Object.keys(FINDING_KINDS) as FindingKind[]).flatMap((kind) => {
      const one = found.get(kind);
      return one ? [{ kind, ...FINDING_KINDS[kind], ...one }] : [];
    });
  return {
    add(kind, example) {
      const one = found.get(kind) ?? { count: 0, examples: [] };
      one.count += 1;
      if (one.examples.length < EXAMPLES) one.examples.push(example);
      found.set(kind, one);
    },
    list,
    agree: () => !list().some(({ disagrees }) => disagrees),
  };
}
