import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { type AwsCampaignResult, runAwsCampaign } from '@/e2e/durability/aws-campaign';
import { type CampaignResult, runCampaign } from '@/e2e/durability/campaign';
import { wholeNumber } from './whole-number';

const { mode, kills, events, seed, json } = new Command('npm run durability --')
  .description(
    'Kills the server again and again under load and looks for what it had acknowledged.',
  )
  .addOption(
    new Option('--mode <mode>', 'on the local lake, or on stand-ins of AWS that fail in every way')
      .choices(['local', 'aws'])
      .default('local'),
  )
  .option('--kills <n>', 'how often', wholeNumber, 50)
  .option('--events <n>', 'in aws mode: go on until so many are acknowledged', wholeNumber, 10_000)
  .option('--seed <n>', 'same seed, same events and same moments', wholeNumber, 7)
  .option('--json', 'print the summary as JSON', false)
  .parse()
  .opts<{
    mode: 'local' | 'aws';
    kills: number;
    events: number;
    seed: number;
    json: boolean;
  }>();

if (!existsSync('dist/main.js')) {
  console.error('There is no build to test. Make one first: npm run build');
  process.exit(1);
}

const stop = new AbortController();
// A terminal's Ctrl-C comes twice, from the terminal and from the loader of this script.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
const startedAt = performance.now();
const seconds = () => Math.round((performance.now() - startedAt) / 1000);
const live = process.stdout.isTTY && !json;
if (!json) console.log(`kill -9, ${kills} times under load, seed ${seed}. Ctrl-C stops.`);

if (mode === 'aws') await awsMode();
else await localMode();

async function localMode(): Promise<never> {
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
  if (live) process.stdout.write('\n');
  console.log(json ? JSON.stringify({ ...numbers(result), seconds: seconds() }) : summary(result));
  process.exit(result.violations.length > 0 ? 1 : result.interrupted ? 130 : 0);
}

async function awsMode(): Promise<never> {
  const result = await runAwsCampaign({
    events,
    kills,
    seed,
    signal: stop.signal,
    onProgress({ kills: done, acked }) {
      if (live) process.stdout.write(`\r${done} of ${kills} kills  ${acked} acked\x1b[K`);
    },
  });
  if (live) process.stdout.write('\n');
  console.log(json ? JSON.stringify({ ...result, seconds: seconds() }) : awsSummary(result));
  process.exit(result.violations.length > 0 ? 1 : stop.signal.aborted ? 130 : 0);
}

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
    ['time', `${seconds()} s`],
  ];
  return ended(rows, violations, interrupted);
}

function awsSummary({ verdict, raw, tables, faults, load, ...result }: AwsCampaignResult): string {
  const rows: readonly (readonly [string, number | string])[] = [
    ['kills', result.kills],
    ['requests', `${load.requests}, ${load.withoutAnswer} without an answer, ${load.shed} shed`],
    [
      'Firehose',
      Object.entries(faults)
        .map(([what, times]) => `${times} ${what}`)
        .join(', '),
    ],
    ['issued', verdict.issued],
    ['acked', verdict.acked],
    ['rejected', verdict.refused],
    ['unknown', verdict.unknown],
    ['rows of events', tables.events],
    ['lost', verdict.lost.length],
    ['spurious', verdict.spurious.length],
    ['altered', verdict.altered.length],
    ['doubled in events', verdict.duplicates],
    ['copies in raw', `${raw.duplicates}; the landing table has ${tables.copies}`],
    ['seed', result.seed],
    ['time', `${seconds()} s`],
  ];
  return ended(rows, result.violations, stop.signal.aborted);
}

function ended(
  rows: readonly (readonly [string, number | string])[],
  violations: readonly string[],
  interrupted: boolean,
): string {
  const table = rows.map(([name, value]) => `  ${name.padEnd(18)}${value}`).join('\n');
  if (violations.length > 0) return `${table}\n${pc.red(violations.join('\n'))}`;
  return `${table}\n${interrupted ? 'Interrupted; n' : pc.green('N')}othing that was acknowledged is lost.`;
}
