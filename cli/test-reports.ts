/** What the runners' JSON reports say, put together. */
export interface TestOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly NamedTest[];
  /** Passed at a second try. */
  readonly shaky: readonly NamedTest[];
}

export interface NamedTest {
  readonly name: string;
  /** What was wrong with the first try. */
  readonly why: string;
}

interface UnitReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    /** Of a file that could not be run; it has no tests then. */
    readonly message?: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** @param text of vitest's `json` reporter */
export function unitOutcome(text: string): TestOutcome {
  const report: UnitReport = JSON.parse(text);
  const failures: NamedTest[] = [];
  const shaky: NamedTest[] = [];
  for (const { name: file, status, message, assertionResults } of report.testResults) {
    if (status === 'failed' && assertionResults.length === 0) {
      failures.push({ name: file, why: message ?? '' });
    }
    for (const one of assertionResults) {
      const [why] = one.failureMessages ?? [];
      if (why === undefined && one.status !== 'failed') continue;
      const named = { name: `${file} › ${one.fullName}`, why: why ?? '' };
      if (one.status === 'failed') failures.push(named);
      else shaky.push(named);
    }
  }
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = report;
  return { passed, failed, skipped, failures, shaky };
}

interface BrowserSuite {
  readonly suites?: readonly BrowserSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      readonly results: readonly { readonly error?: { readonly message?: string } }[];
    }[];
  }[];
}

interface BrowserReport extends BrowserSuite {
  readonly stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** @param text of Playwright's `json` reporter */
export function browserOutcome(text: string): TestOutcome {
  const report: BrowserReport = JSON.parse(text);
  const failures: NamedTest[] = [];
  const shaky: NamedTest[] = [];
  const read = ({ suites, specs }: BrowserSuite): void => {
    for (const { title, file, tests } of specs ?? []) {
      for (const { status, results } of tests) {
        const why = results.find(({ error }) => error)?.error?.message ?? '';
        const named = { name: `${file} › ${title}`, why };
        if (status === 'unexpected') failures.push(named);
        if (status === 'flaky') shaky.push(named);
      }
    }
    for (const suite of suites ?? []) read(suite);
  };
  read(report);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected, skipped, failures, shaky };
}

export function bothOutcomes(one: TestOutcome, other: TestOutcome): TestOutcome {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failures: [...one.failures, ...other.failures],
    shaky: [...one.shaky, ...other.shaky],
  };
}

/** Names every test that failed, with the first lines of why: they may stand far above. */
export function* outcomeLines({ failures, shaky }: TestOutcome): Generator<string> {
  for (const [title, tests] of [
    ['Failed', failures],
    ['Passed at the second try', shaky],
  ] as const) {
    for (const { name, why } of tests) {
      yield `${title}: ${name}`;
      for (const line of why.split('\n').slice(0, LINES_OF_WHY)) yield `    ${line}`;
    }
  }
}

const LINES_OF_WHY = 12;
