import { existsSync } from 'node:fs';
import { Command } from 'commander';
import pc from 'picocolors';
import { type CampaignResult, runCampaign } from '@/e2e/durability/campaign';
import { wholeNumber } from './whole-number';

const { kills, seed, json } = new Command('npm run durability --')
  .description(
    'Kills the server again and again under load and looks for what it had acknowledged.',
  )
  .option('--kills <n>', 'how often', wholeNumber, 50)
  .option('--seed <n>', 'same seed, same events and same moments', wholeNumber, 7)
  .option('--json', 'print the summary as JSON', false)
  .parse()
  .opts<{ kills: number; seed: number; json: boolean }>();

if (!existsSync('dist/main.js')) {
  console.error('There is no build to test. Make one first: npm run build');
  process.exit(1);
}

const stop = new AbortController();
// A terminal's Ctrl-C comes twice, from the terminal and from the loader of this script.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
const startedAt = performance.now();
const live = process.stdout.isTTY && !json;
if (!json) console.log(`kill -9, ${kills} times under load, seed ${seed}. Ctrl-C stops.`);

const result = await runCampaign({
  kills,
  seed,
  signal: stop.signal,
  onProgress(now) {
    const line = `${now.kills} of ${kills} kills  ${now.requests} requests  back in ${now.recoveryMs} ms`;
    if (live) process.stdout.write(`\r${line}\x1b[K`);
    else if (!json && now.kills % 10 === 0) console.log(line);
  },
});
const seconds = Math.round((performance.now() - startedAt) / 1000);

if (live) process.stdout.write('\n');
console.log(json ? JSON.stringify({ ...numbers(result), seconds }) : summary(result));
process.exit(result.violations.length > 0 ? 1 : result.interrupted ? 130 : 0);

/** Lists of ids as their lengths: the violations name some of them. */
function numbers({ verdict, failedLost, load, ...rest }: CampaignResult) {
  const lengths = Object.entries({ ...verdict, failedLost, ...load }).map(([name, value]) => [
    name,
    typeof value === 'number' ? value : value.length,
  ]);
  return { ...rest, ...Object.fromEntries(lengths) };
}

function summary(result: CampaignResult): string {
  const { verdict, load, recoveryMs, counts, violations, interrupted } = result;
  const rows: readonly (readonly [string, number | string])[] = [
    ['kills', result.kills],
    ['requests', `${load.requests}, ${load.withoutAnswer} without an answer, ${load.shed} shed`],
    ['issued', verdict.issued],
    ['acked', verdict.acked],
    ['rejected', verdict.refused],
    ['unknown', verdict.unknown],
    ['delivered', verdict.delivered],
    ['lost', verdict.lost.length],
    ['spurious', verdict.spurious.length],
    ['altered', verdict.altered.length],
    ['raw duplicates', `${verdict.duplicates}, ${load.replayed} batches replayed on purpose`],
    ['torn lines', verdict.unreadable],
    ['engine counts', counts ? `${counts.engine.events} events` : 'not asked'],
    ['recovery', `p50 ${recoveryMs.p50} ms, max ${recoveryMs.max} ms`],
    ['seed', result.seed],
    ['time', `${seconds} s`],
  ];
  const table = rows.map(([name, value]) => `  ${name.padEnd(16)}${value}`).join('\n');
  if (violations.length > 0) return `${table}\n${pc.red(violations.join('\n'))}`;
  return `${table}\n${interrupted ? 'Interrupted; n' : pc.green('N')}othing that was acknowledged is lost.`;
}
