import { Command } from 'commander';
import pc from 'picocolors';
import { systemClock } from '@/lib/common/clock';
import type { ResourceCheck } from '@/lib/common/resource-check';
import { createAwsDrivers } from '@/lib/config/aws-drivers';
import { settingsOrExit } from './settings-or-exit';

const { json } = new Command('npm run aws:check --')
  .description(
    'Looks whether everything that aws mode needs is there and lets this host in. Ends with 0 where nothing is missing, 1 where something is, 2 in local mode.',
  )
  .option('--json', 'print what was found as JSON', false)
  .parse()
  .opts<{ json: boolean }>();

const settings = settingsOrExit();
if (settings.FOOTFALL_MODE !== 'aws') {
  console.error(
    'This is local mode, which needs nothing of AWS. Set FOOTFALL_MODE=aws and its settings first.',
  );
  process.exit(2);
}
// Nothing of ours is measured here.
const drivers = createAwsDrivers(settings, { clock: systemClock, write: () => undefined });
const checks = await drivers.checkAll();
const missing = checks.filter(({ state }) => state === 'missing');

if (json) console.log(JSON.stringify({ missing: missing.length, checks }));
else {
  for (const check of checks) console.log(line(check));
  console.log(
    missing.length === 0
      ? `\nNothing is missing, of ${checks.length} looked at. Whether events may be written shows with the first one.`
      : `\n${missing.length} of ${checks.length} missing.`,
  );
}
process.exit(missing.length === 0 ? 0 : 1);

function line({ resource, state, message, neededFor }: ResourceCheck): string {
  const mark = { there: pc.green('✓'), missing: pc.red('✗'), unknown: pc.dim('?') }[state];
  const needed = state === 'missing' ? pc.dim(` Needed for ${neededFor}.`) : '';
  return `${mark} ${resource}  ${state === 'missing' ? message : pc.dim(message)}${needed}`;
}
