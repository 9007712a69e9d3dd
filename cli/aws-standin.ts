import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { startAwsStandIns } from '@/e2e/fixtures/aws-stand-ins';
import { wholeNumber } from './whole-number';

const { port, buffer, refresh, json } = new Command('npm run aws:standin --')
  .description(
    'Firehose, S3, Athena, CloudWatch and QuickSight on this machine, to try aws mode without an account.',
  )
  .option(
    '--port <n>',
    'Firehose listens here, S3, Athena, CloudWatch and QuickSight on the four after it',
    lowPort,
    4566,
  )
  .option('--buffer <seconds>', 'how long Firehose gathers before it writes to S3', wholeNumber, 1)
  .option('--refresh <seconds>', 'how often what landed is merged into the tables', wholeNumber, 2)
  .option('--json', 'print the settings as JSON', false)
  .parse()
  .opts<{ port: number; buffer: number; refresh: number; json: boolean }>();

const standIns = await startAwsStandIns({
  firstPort: port,
  bufferMs: Math.max(1, buffer) * 1000,
  refreshMs: Math.max(1, refresh) * 1000,
}).catch((error: NodeJS.ErrnoException) => {
  const taken = error.code === 'EADDRINUSE';
  console.error(
    taken
      ? `Ports ${port} to ${port + 4} are not all free. Choose others: npm run aws:standin -- --port 5566`
      : error.message,
  );
  process.exit(1);
});

if (json) console.log(JSON.stringify(standIns.env));
else {
  const settings = Object.entries(standIns.env).map(([name, value]) => `${name}=${value} \\`);
  console.log(
    [
      'Firehose, S3, Athena, CloudWatch and QuickSight stand in for AWS until Ctrl-C; what they hold is gone then.',
      'They know no account and check no signature. In another terminal:',
      '',
      ...settings.map((line) => pc.bold(line)),
      pc.bold('npm start'),
      '',
      'CloudWatch learns the server’s own metrics from its output, where that is sent here as well:',
      pc.bold(`npm start | tee >(curl -sNT - ${standIns.cloudwatch.url}/lines)`),
      '',
    ].join('\n'),
  );
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

async function stop(): Promise<void> {
  const events = standIns.firehose.accepted('footfall-events').length;
  const queries = standIns.athena.queries().length;
  await standIns.close();
  if (!json)
    console.log(`\n${events} events came, copies included; ${queries} queries were asked.`);
}

function lowPort(text: string): number {
  const value = wholeNumber(text);
  if (value < 1 || value > 65_531) throw new InvalidArgumentError('a port from 1 to 65531');
  return value;
}
