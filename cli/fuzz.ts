import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { fuzzCollector } from '@/lib/testing/collector-fuzz';

const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('a whole number from 1');
  return value;
};

const { runs, seed, json } = new Command('npm run fuzz --')
  .description('Sends mutated batches through the collector; exits 1 where a promise is broken.')
  .option('--runs <n>', 'requests', whole, 100_000)
  .option('--seed <n>', 'same seed, same requests', whole, 1)
  .option('--json', 'print the result as JSON', false)
  .parse()
  .opts<{ runs: number; seed: number; json: boolean }>();

const startedAt = Date.now();
const live = process.stderr.isTTY && !json;
try {
  const report = await fuzzCollector({
    runs,
    seed,
    onProgress: (done) => {
      if (live)
        process.stderr.write(`\r${done.toLocaleString('en')} of ${runs.toLocaleString('en')}`);
    },
  });
  if (live) process.stderr.write('\r\x1b[K');
  const seconds = (Date.now() - startedAt) / 1000;
  if (json) {
    console.log(JSON.stringify({ seed, seconds, ...report }));
  } else {
    const list = (counts: Readonly<Record<string, number>>) =>
      Object.entries(counts)
        .map(([name, count]) => `${name} ${count.toLocaleString('en')}`)
        .join(' · ');
    console.log(
      [
        `${pc.green('No promise broken')} by ${report.runs.toLocaleString('en')} requests, seed ${seed}, ${seconds.toFixed(1)} s`,
        `  answers   ${list(report.statuses)}`,
        `  accepted  ${report.accepted.toLocaleString('en')} events`,
        `  rejected  ${list(report.rejected)}`,
      ].join('\n'),
    );
  }
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(`${error.message}\n${error.cause instanceof Error ? error.cause.stack : ''}`);
  process.exit(1);
}
