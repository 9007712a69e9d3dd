import { createInterface } from 'node:readline';
import { backfillDays } from './backfill-days';

/** Some days in a process of their own: the job is the first line of its input, a day a line its output. */
const input = createInterface({ input: process.stdin });
// Whoever started it is gone.
input.once('close', () => process.exit(1));
input.once('line', (line) => {
  work(line).then(
    () => process.stdout.write('', () => process.exit(0)),
    (error: unknown) => {
      process.stderr.write(String(error instanceof Error ? error.stack : error), () =>
        process.exit(1),
      );
    },
  );
});

async function work(line: string): Promise<void> {
  for await (const day of backfillDays(JSON.parse(line))) {
    process.stdout.write(`${JSON.stringify(day)}\n`);
  }
}
