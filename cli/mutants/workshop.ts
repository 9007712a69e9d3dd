import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Mutant } from './table';

/** How one test ended, by the title it was written with. */
export type Outcome = 'passed' | 'failed' | 'missing';

/** A copy of the working tree in which code may be broken. */
export interface Workshop {
  /** Runs the guards unbroken: what became of each. */
  outcome(mutant: Pick<Mutant, 'tests' | 'guard'>): Promise<Outcome>;
  /** Breaks the code, runs `work`, mends it. */
  broken<T>(mutant: Mutant, work: () => Promise<T>): Promise<T>;
  /** Ends what runs and takes the copy away. */
  close(): void;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-mutants-'));
  for (const path of workingTree()) {
    const copy = join(folder, path);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(path, copy);
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const report = join(folder, 'report.json');
  let running: ChildProcess | null = null;

  return {
    async outcome({ tests, guard }) {
      rmSync(report, { force: true });
      const vitest = resolve('node_modules/vitest/vitest.mjs');
      const reporting = ['--reporter=json', `--outputFile=${report}`];
      running = spawn(process.execPath, [vitest, 'run', tests, ...reporting], {
        cwd: folder,
        stdio: 'ignore',
      });
      await new Promise((done) => running?.once('exit', done));
      running = null;
      return read(report, guard);
    },
    async broken({ name, file, find, replace }, work) {
      const path = join(folder, file);
      const whole = readFileSync(path, 'utf8');
      const parts = whole.split(find);
      if (parts.length !== 2) {
        throw new Error(`${name}: its text stands ${parts.length - 1} times in ${file}, not once`);
      }
      writeFileSync(path, parts.join(replace));
      try {
        return await work();
      } finally {
        writeFileSync(path, whole);
      }
    },
    close() {
      running?.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Everything that git knows or would add; pictures aside, which no test of the table looks at. */
function workingTree(): string[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
    { encoding: 'utf8' },
  );
  return listed.split('\0').filter((path) => path !== '' && !path.startsWith('public/'));
}

/** Titles of a table of cases differ from the written one where it has `%s`, `%i` or `$name`. */
function read(report: string, guard: string): Outcome {
  let tests: VitestReport;
  try {
    tests = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return 'missing'; // The runner itself did not come to its end.
  }
  const words = guard.split(/%[a-z]|\$\w+/).map((part) => part.replace(/[^\w\s]/g, '\\$&'));
  const title = new RegExp(`^${words.join('.*')}$`, 's');
  const statuses = tests.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter((test) => title.test(test.title))
    .map(({ status }) => status);
  if (statuses.includes('failed')) return 'failed';
  return statuses.includes('passed') ? 'passed' : 'missing';
}
