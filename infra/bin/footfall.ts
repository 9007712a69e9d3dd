import { relative } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Command } from 'commander';
import { footfall } from '../footfall';

/** By hand the context stands behind the command; CDK's own command line gives it in the environment. */
const { context } = new Command('npm run synth --')
  .description('Writes the templates of a deployment to cdk.out; offline.')
  .option(
    '-c, --context <name=value>',
    'a value of the stacks, such as stage=prod',
    (one: string, before: readonly string[]) => [...before, one],
    [],
  )
  .parse()
  .opts<{ context: readonly string[] }>();
const wrong = context.find((one) => !/^\w+=/.test(one));
if (wrong !== undefined) throw new Error(`-c ${wrong}: give name=value`);

const app = new App({
  outdir: 'cdk.out',
  analyticsReporting: false,
  context: Object.fromEntries(
    context.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
  ),
});
footfall(app);

const assembly = app.synth();
for (const stack of assembly.stacks) {
  console.log(`${stack.stackName}: ${relative(process.cwd(), stack.templateFullPath)}`);
}
