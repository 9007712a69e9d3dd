import { relative } from 'node:path';
import { App } from 'aws-cdk-lib';
import { footfall } from '../footfall';

const app = new App({ outdir: 'cdk.out', analyticsReporting: false });
footfall(app);

const assembly = app.synth();
for (const stack of assembly.stacks) {
  console.log(`${stack.stackName}: ${relative(process.cwd(), stack.templateFullPath)}`);
}
