import type { Audit } from '@/lib/audit/audit';

/** A place on the way from an act to a row, and what did not get there from the one before. */
export interface AuditStage {
  readonly name: string;
  readonly doc: string;
  readonly count: number;
  /** Less than none where some came that were not in the stage before. */
  readonly gone: readonly { readonly count: number; readonly why: string }[];
}

/** The way of a run's events, with every one that is missing at its place. */
export function auditStages({ channel, counts, findings }: Audit): readonly AuditStage[] {
  const found = (kind: string) => findings.find((one) => one.kind === kind)?.count ?? 0;
  const gone = (...parts: readonly (readonly [number, string])[]) =>
    parts.filter(([count]) => count !== 0).map(([count, why]) => ({ count, why }));
  const { acts, withheld, captured, acked, rejected, failed, unanswered, raw_lines, landed } =
    counts;
  const allowed = acts - withheld;
  const unheard = landed - found('invented') - (acked - found('lost'));
  return [
    ...(channel === 'bots'
      ? [
          { name: 'Done', doc: 'Acts of shoppers, read from the page', count: acts, gone: [] },
          {
            name: 'Allowed',
            doc: 'By people who let the shop measure',
            count: allowed,
            gone: gone([withheld, 'withheld for want of consent']),
          },
        ]
      : []),
    {
      name: 'Captured',
      doc: channel === 'bots' ? 'By the tracker, which said so' : 'Made by the producer',
      count: captured,
      gone: gone(
        [found('never_captured'), 'never captured'],
        [found('cut_off'), 'cut off when a page or the writer died'],
      ),
    },
    {
      name: 'Acknowledged',
      doc: 'Answered by the collector as durable',
      count: acked,
      gone: gone(
        [rejected, 'rejected by the collector'],
        [failed, 'given up by the sender'],
        [unanswered, 'without an answer that was heard'],
      ),
    },
    ...(raw_lines === null
      ? []
      : [
          {
            name: 'In raw',
            doc: 'Different events among the lines of raw segments',
            count: acked - found('not_in_raw'),
            gone: gone([found('not_in_raw'), 'in no raw segment']),
          },
        ]),
    {
      name: 'In the lake',
      doc: 'Rows that a question counts, each event once',
      count: landed,
      gone: gone(
        [found('lost'), 'lost'],
        [-unheard, 'there without an answer that was heard'],
        [-found('invented'), 'invented'],
      ),
    },
  ];
}
