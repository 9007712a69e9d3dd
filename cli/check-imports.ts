import { cruise, type IReporterOutput } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/**
 * Holds the import directions of .dependency-cruiser.mjs. A cruise that saw hardly any module has
 * checked nothing (that is how it fails with a TypeScript it does not know), so it counts as failed.
 */
const FOLDERS = [
  'app',
  'components',
  'lib',
  'server',
  'infra',
  'e2e',
  'cli',
  'bench',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-node.ts',
];
const LEAST_MODULES = 100;

const options = await extractOptions('./.dependency-cruiser.mjs');
const { output }: IReporterOutput = await cruise(FOLDERS, options, undefined, {
  tsConfig: extractTSConfig('./tsconfig.json'),
});
if (typeof output === 'string')
  throw new Error('dependency-cruiser gave text where data was asked for');

const { violations, totalCruised } = output.summary;
for (const { from, to, rule } of violations) console.log(`${rule.name}: ${from} → ${to}`);
console.log(`${totalCruised} modules, ${violations.length} violations`);
if (totalCruised < LEAST_MODULES) {
  console.log(
    `Only ${totalCruised} modules were looked at (expected ${LEAST_MODULES} or more): nothing was checked.`,
  );
}
process.exit(violations.length > 0 || totalCruised < LEAST_MODULES ? 1 : 0);
