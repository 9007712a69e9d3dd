import { Command } from 'commander';
import pc from 'picocolors';
import { MUTANTS } from './mutants/table';
import { type Outcome, openWorkshop } from './mutants/workshop';

const { only, json } = new Command('npm run mutants --')
  .description('Breaks each guard of the delivery contract and sees whether its test turns red.')
  .option('--only <name>', 'one mutant of the table')
  .option('--json', 'print the summary as JSON', false)
  .parse()
  .opts<{ only?: string; json: boolean }>();

const chosen = MUTANTS.filter(({ name }) => only === undefined || name === only);
if (chosen.length === 0) {
  console.error(
    `There is no mutant ${only}. There are: ${MUTANTS.map(({ name }) => name).join(', ')}`,
  );
  process.exit(1);
}

const workshop = openWorkshop();
// A terminal's Ctrl-C comes twice, from the terminal and from the loader of this script.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    workshop.close();
    process.exit(130);
  });
}

interface Result {
  readonly name: string;
  readonly guard: string;
  readonly whole: Outcome;
  readonly broken: Outcome;
}

const results: Result[] = [];
const whole = new Map<string, Outcome>();
try {
  for (const mutant of chosen) {
    const { name, tests, guard } = mutant;
    const key = `${tests} ${guard}`;
    const before = whole.get(key) ?? (await workshop.outcome(mutant));
    whole.set(key, before);
    const broken = await workshop.broken(mutant, () => workshop.outcome(mutant));
    const result = { name, guard, whole: before, broken };
    results.push(result);
    if (!json) console.log(line(result, tests));
  }
} finally {
  workshop.close();
}

const killed = results.filter(isKilled).length;
if (json) console.log(JSON.stringify({ mutants: results.length, killed, results }));
else console.log(`${killed} of ${results.length} mutants killed.`);
process.exit(killed === results.length ? 0 : 1);

/** Green before and red after: a test that is red anyway, or not there, has noticed nothing. */
function isKilled({ whole, broken }: Result): boolean {
  return whole === 'passed' && broken === 'failed';
}

function line(result: Result, tests: string): string {
  const { name, guard, whole, broken } = result;
  if (isKilled(result)) return `${pc.green('killed')}    ${name}  ${pc.dim(guard)}`;
  const why = whole === 'passed' ? `its guard ${broken}` : `its guard is ${whole} unbroken`;
  return `${pc.red('survived')}  ${name}  ${why}: ${tests}: ${guard}`;
}
