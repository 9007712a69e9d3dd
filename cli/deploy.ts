import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { edgeStack, type PlannedStack, settingsOf, webStack } from '@/infra/deploy/assembly';
import { runCanary, sendByAddress, sendToSink } from '@/infra/deploy/canary';
import { deployCalls } from '@/infra/deploy/commands';
import { estimate } from '@/infra/deploy/estimate';
import { planOf, planWords } from '@/infra/deploy/plan';
import { DAY_MS, MINUTE_MS, systemClock } from '@/lib/common/clock';
import { openAnalytics } from '@/lib/config/command-drivers';
import { openSink } from '@/lib/config/folders';
import { readSettings, type Settings } from '@/lib/config/settings';
import { dollars } from '@/lib/cost/dollars';
import { byPart } from '@/lib/cost/monthly';
import { cdk, confirmed, contextOf, deploymentOf, synthesise } from './cdk';
import { type StackOptions, stackCommand } from './stack-options';

interface Options extends StackOptions {
  readonly rate: number;
  readonly canary: boolean;
  readonly json: boolean;
}

const options = stackCommand('deploy', {
  description:
    'Makes or changes the stacks in the AWS account of the credentials that are found: says what will be made and what it costs, asks, makes it, and looks whether an event arrives in Athena.',
  context: 'a value of the stacks, such as domain=shop.example.com',
  noWeb: 'without the shop itself: streams, tables and alarms only',
  dryRun: 'say what would be made and what it costs, and make nothing',
})
  .option('--rate <events/s>', 'what the estimate reckons with', rate, 1)
  .option('--no-canary', 'do not send an event afterwards')
  .option('--json', 'with --dry-run: print it as JSON', false)
  .parse()
  .opts<Options>();

await main().catch((error: Error) => {
  console.error(pc.red(error.message));
  process.exit(1);
});

async function main(): Promise<void> {
  const { stage, web, dryRun, yes } = options;
  if (!dryRun && !process.env.AWS_REGION) {
    throw new Error('Set AWS_REGION to the region that it is to be made in.');
  }
  const context = contextOf(stage, options.context, web);
  const { mergeMinutes, retentionDays } = deploymentOf(context);
  const stacks = synthesise(context);
  const plan = planOf(stacks);
  const cost = estimate(stacks, {
    eventsPerSecond: options.rate,
    mergesPerDay: DAY_MS / (mergeMinutes * MINUTE_MS),
    retentionMonths: Math.max(1, Math.round(retentionDays / 30)),
  });
  if (options.json && dryRun) {
    console.log(JSON.stringify({ plan, cost }));
    return;
  }
  console.log(pc.bold(`What will be there (${stage}):`));
  for (const words of planWords(plan)) console.log(`  ${words}`);
  console.log(
    pc.bold(`\nWhat a month costs at ${options.rate} events/s, by list prices of us-east-1:`),
  );
  for (const { part, usd } of byPart(cost)) console.log(`  ${dollars(usd).padStart(8)}  ${part}`);
  console.log(
    `  ${pc.bold(dollars(cost.total).padStart(8))}  in all, of which ${dollars(cost.standing)} without any traffic (docs/cost.md)\n`,
  );
  if (dryRun) return;
  if (web && spawnSync('docker', ['info'], { stdio: 'ignore' }).status !== 0) {
    throw new Error(
      'The image is built with Docker, and none runs here. Start it, or give --no-web.',
    );
  }
  if (!yes && !(await confirmed(stage, 'This makes it and begins to cost.'))) {
    console.log('Nothing was made.');
    return;
  }
  const outputs = deploy(stacks);
  const address = outputs[webStack(stacks)?.name ?? '']?.Address ?? null;
  if (address) console.log(`\n${pc.green('✓')} The shop: ${pc.bold(address)}`);
  const settings = { ...settingsOf(stacks, outputs), FOOTFALL_MODE: 'aws' };
  console.log('\nSettings for commands on this machine (redrive, sync, aws:check):');
  for (const [name, value] of Object.entries(settings)) console.log(`  ${name}=${value}`);
  if (options.canary)
    await canary(readSettings({ ...settings, AWS_REGION: process.env.AWS_REGION }), address);
}

type Outputs = Record<string, Record<string, string>>;

function deploy(stacks: readonly PlannedStack[]): Outputs {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-outputs-'));
  const outputs: Outputs = {};
  const edge = edgeStack(stacks)?.name ?? '';
  try {
    const file = (call: number) => join(folder, `${call}.json`);
    for (const [index, call] of deployCalls(stacks, file).entries()) {
      cdk(call.arguments(outputs[edge]?.WebAclArn ?? null));
      Object.assign(outputs, JSON.parse(readFileSync(file(index), 'utf8')));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return outputs;
}

/** By the way of visitors where there is a shop, by the stream where there is none. */
async function canary(settings: Settings, address: string | null): Promise<void> {
  const engine = openAnalytics(settings, systemClock);
  if (!engine) throw new Error('No stack names the database: the canary cannot be looked for.');
  const sink = address ? null : openSink(settings);
  console.log('\nAn event of our own is sent and looked for in Athena; that takes minutes.');
  try {
    const result = await runCanary({
      send: sink ? sendToSink(sink, systemClock) : sendByAddress(address ?? ''),
      engine,
      clock: systemClock,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      waiting: (sinceMs, trouble) =>
        console.log(pc.dim(`  ${Math.round(sinceMs / 1000)} s: ${trouble ?? 'not there yet'}`)),
    });
    if (!result.seen) throw new Error(`The event ${result.id} was not seen. ${result.trouble}`);
    console.log(`${pc.green('✓')} It is in Athena after ${Math.round(result.afterMs / 1000)} s.`);
  } finally {
    await sink?.close();
    await engine.close();
  }
}

function rate(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1e6)) throw new InvalidArgumentError('a number of events a second');
  return value;
}
