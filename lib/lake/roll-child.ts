import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { systemClock } from '@/lib/common/clock';
import { makeModels } from './make-models';
import { roll } from './roll';
import type { ChildJob } from './roll-process';

/** One job in a process of its own: it is the first line of the input, its outcome the output. */
setPriority(19);
const input = createInterface({ input: process.stdin });
input.once('close', () => process.exit(1));
input.once('line', (line) => {
  const { does, job }: ChildJob = JSON.parse(line);
  const options = { clock: systemClock };
  (does === 'roll' ? roll(job, options) : makeModels(job, options))
    .then((outcome) => {
      process.stdout.write(JSON.stringify(outcome), () => process.exit(0));
    })
    .catch((error: unknown) => {
      process.stderr.write(String(error instanceof Error ? error.stack : error), () =>
        process.exit(1),
      );
    });
});
