import pc from 'picocolors';
import { webStack } from '@/infra/deploy/assembly';
import { destroyArguments } from '@/infra/deploy/commands';
import { alwaysLeft, bucketsLeft, retained } from '@/infra/deploy/leftovers';
import { planOf, planWords } from '@/infra/deploy/plan';
import { openFolder } from '@/lib/config/folders';
import { cdk, confirmed, contextOf, synthesise } from './cdk';
import { settingsOrExit } from './settings-or-exit';
import { type StackOptions, stackCommand } from './stack-options';

const options = stackCommand('destroy', {
  description:
    'Removes the stacks from the AWS account of the credentials that are found, and lists what is left of them. Give it the settings that npm run deploy printed, so that it can look into the buckets.',
  context: 'as it was deployed',
  noWeb: 'leave the shop, where there is none',
  dryRun: 'say what would be removed and what would stay, and remove nothing',
})
  .parse()
  .opts<StackOptions>();

await main().catch((error: Error) => {
  console.error(pc.red(error.message));
  process.exit(1);
});

async function main(): Promise<void> {
  const { stage, web, dryRun, yes } = options;
  const stacks = synthesise(contextOf(stage, options.context, web));
  console.log(pc.bold(`What is removed (${stage}), the last first:`));
  for (const words of planWords(planOf(stacks)).reverse()) console.log(`  ${words}`);
  const staying = retained(stacks);
  console.log(pc.bold('\nWhat stays, and goes on costing:'));
  for (const { stack, id, type } of staying) console.log(`  ${type} ${id} of ${stack}`);
  if (staying.length === 0)
    console.log('  nothing of these; what the buckets hold is deleted with them');
  console.log('');
  if (dryRun) return;
  if (!yes && !(await confirmed(stage, 'This cannot be undone.'))) {
    console.log('Nothing was removed.');
    return;
  }
  cdk(destroyArguments(stacks));
  const settings = settingsOrExit();
  const { FOOTFALL_RAW_BUCKET, FOOTFALL_PROCESSED_BUCKET } = settings;
  const buckets = [FOOTFALL_RAW_BUCKET, FOOTFALL_PROCESSED_BUCKET].filter(
    (one) => one !== undefined,
  );
  if (buckets.length === 0) {
    console.log(
      'FOOTFALL_RAW_BUCKET and FOOTFALL_PROCESSED_BUCKET are not set: buckets were not looked for.',
    );
  }
  const left = [
    ...(await bucketsLeft(buckets, (address) => openFolder(address, settings))),
    ...alwaysLeft(webStack(stacks) !== null),
  ];
  console.log(pc.bold('\nLeft, each with what removes it:'));
  for (const { what, remove } of left) console.log(`  ${what}\n    ${pc.dim(remove)}`);
}
