import { relative } from 'node:path';
import { App } from 'aws-cdk-lib';
import { DeliveryStack } from '../stacks/delivery-stack';

const app = new App({ outdir: 'cdk.out', analyticsReporting: false });
new DeliveryStack(app, 'FootfallDelivery', {
  description: 'Footfall: from the collector to S3.',
});

const assembly = app.synth();
for (const stack of assembly.stacks) {
  console.log(`${stack.stackName}: ${relative(process.cwd(), stack.templateFullPath)}`);
}
