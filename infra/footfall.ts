import { type App, Tags } from 'aws-cdk-lib';
import { readDeployment } from './deployment';
import { AccessStack } from './stacks/access-stack';
import { AnalyticsStack } from './stacks/analytics-stack';
import { DeliveryStack } from './stacks/delivery-stack';
import { MonitoringStack } from './stacks/monitoring-stack';

/** Every stack of a deployment, by the context of the app. */
export function footfall(app: App) {
  const deployment = readDeployment((name) => app.node.tryGetContext(name));
  const prefix = deployment.stage === 'prod' ? 'Footfall' : 'FootfallDev';
  const delivery = new DeliveryStack(app, `${prefix}Delivery`, {
    deployment,
    description: 'Footfall: from the collector to S3.',
  });
  const { raw, processed } = delivery.buckets;
  const { events, failed } = delivery.streams;
  const analytics = new AnalyticsStack(app, `${prefix}Analytics`, {
    deployment,
    delivery: { raw, processed, streams: [events, failed] },
    description: 'Footfall: from S3 to the answer.',
  });
  const monitoring = new MonitoringStack(app, `${prefix}Monitoring`, {
    deployment,
    buckets: [raw, processed],
    events,
    failed,
    keeperArn: analytics.keeper.machine.stateMachineArn,
    description: 'Footfall: what watches it, and whom it tells.',
  });
  if (deployment.github) {
    new AccessStack(app, `${prefix}Access`, {
      github: deployment.github,
      description: 'Footfall: who may deploy it.',
    });
  }
  Tags.of(app).add('footfall:stage', deployment.stage, {
    // Its schema knows tags, the linters that deployers use do not yet.
    excludeResourceTypes: ['AWS::CloudWatch::Dashboard'],
  });
  return { deployment, delivery, analytics, monitoring };
}
