import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { systemClock } from '@/lib/common/clock';
import { roll } from './roll';

/** One roll in a process of its own: the job is the first line of its input, the outcome its output. */
setPriority(19);
const input = createInterface({ input: process.stdin });
input.once('close', () => process.exit(1));
input.once('line', (line) => {
  roll(JSON.parse(line), { clock: systemClock })
    .then((outcome) => {
      process.stdout.write(JSON.stringify(outcome), () => process.exit(0));
    })
    .catch((error: unknown) => {
      process.stderr.write(String(error instanceof Error ? error.stack : error), () =>
        process.exit(1),
      );
    });
});
