import { expect, test } from 'vitest';
import type { Audit } from '@/lib/audit/audit';
import { FINDING_KINDS, type FindingKind } from '@/lib/audit/findings';
import { auditStages } from './audit-stages';

const finding = (kind: FindingKind, count: number) => ({
  ...{ kind, count, examples: [] },
  ...FINDING_KINDS[kind],
});
const COUNTS = {
  ...{ acts: 100, withheld: 20, captured: 78, acked: 70, rejected: 3, failed: 0, unanswered: 5 },
  ...{ raw_lines: 75, landed: 68, late: 0 },
};

function auditOf(more: Partial<Audit>): Audit {
  return {
    ...{ run_id: 'r', actor: 'bot', channel: 'bots', seed: 7, parameters: {}, ended: true },
    ...{ counts: COUNTS, reasons: {}, freshness: { answered: null, received: null } },
    ...{ agrees: false, findings: [], ...more },
  };
}

test('each event that is missing is missed at its own place', () => {
  const findings = [
    finding('never_captured', 2),
    finding('not_in_raw', 1),
    finding('lost', 2),
    finding('unanswered', 5),
  ];
  const stages = auditStages(auditOf({ findings }));
  expect(stages.map(({ name, count }) => [name, count])).toEqual([
    ['Done', 100],
    ['Allowed', 80],
    ['Captured', 78],
    ['Acknowledged', 70],
    ['In raw', 69],
    ['In the lake', 68],
  ]);
  expect(stages.map(({ gone }) => gone.map(({ count }) => count))).toEqual([
    ...[[], [20], [2], [3, 5], [1]],
    [2],
  ]);
});

test('what is there without an answer, and what was invented, is told as more', () => {
  const counts = { ...COUNTS, landed: 73 };
  const findings = [finding('invented', 2)];
  expect(auditStages(auditOf({ counts, findings })).at(-1)).toMatchObject({
    count: 73,
    gone: [{ count: -1 }, { count: -2 }],
  });
});

test('a producer does nothing that is not captured; where raw was not looked at, it says nothing', () => {
  const counts = { ...COUNTS, raw_lines: null };
  const stages = auditStages(auditOf({ channel: 'collector', counts }));
  expect(stages.map(({ name }) => name)).toEqual(['Captured', 'Acknowledged', 'In the lake']);
});
