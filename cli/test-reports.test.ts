import { expect, test } from 'vitest';
import { bothOutcomes, browserOutcome, outcomeLines, unitOutcome } from './test-reports';

const unit = (assertionResults: readonly object[], more: object = {}) => ({
  ...{ name: 'lib/a.test.ts', status: 'passed', message: '', assertionResults, ...more },
});
const UNIT = {
  ...{ numPassedTests: 2, numFailedTests: 1, numPendingTests: 1 },
  testResults: [
    unit([
      { fullName: 'adds', status: 'passed', failureMessages: [] },
      { fullName: 'waits', status: 'passed', failureMessages: ['Error: too late\n  at a.ts:1'] },
      { fullName: 'breaks', status: 'failed', failureMessages: ['Error: expected 1'] },
    ]),
    unit([], { name: 'lib/b.test.ts', status: 'failed', message: 'no such module' }),
  ],
};
const spec = (title: string, status: string, ...messages: readonly string[]) => ({
  ...{ title, file: 'bots.spec.ts' },
  tests: [{ status, results: messages.map((message) => ({ error: { message } })) }],
});
const BROWSER = {
  stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
  suites: [
    {
      specs: [spec('opens', 'expected')],
      suites: [{ specs: [spec('plays', 'flaky', 'slow'), spec('ends', 'unexpected', 'lost')] }],
    },
  ],
};

test('what both runners found is named, whichever folder or group it stands in', () => {
  const outcome = bothOutcomes(
    unitOutcome(JSON.stringify(UNIT)),
    browserOutcome(JSON.stringify(BROWSER)),
  );
  expect(outcome).toMatchObject({ passed: 6, failed: 2, skipped: 3 });
  expect([...outcomeLines(outcome)]).toEqual([
    'Failed: lib/a.test.ts › breaks',
    '    Error: expected 1',
    'Failed: lib/b.test.ts',
    '    no such module',
    'Failed: bots.spec.ts › ends',
    '    lost',
    'Passed at the second try: lib/a.test.ts › waits',
    '    Error: too late',
    '      at a.ts:1',
    'Passed at the second try: bots.spec.ts › plays',
    '    slow',
  ]);
});
