import { type App, Tags } from 'aws-cdk-lib';
import { readDeployment } from './deployment';
import { AccessStack } from './stacks/access-stack';
import { AnalyticsStack } from './stacks/analytics-stack';
import { DeliveryStack } from './stacks/delivery-stack';
import { MonitoringStack } from './stacks/monitoring-stack';
import { QuicksightStack } from './stacks/quicksight-stack';
import { addWebSide } from './stacks/web-side';
import { UNTAGGED } from './untagged';
import { readWebConfig } from './web-config';

/**
 * Every stack of a deployment, by the context of the app.
 * @throws {Error} naming a value of the context that is wrong.
 */
export function footfall(app: App) {
  const context = (name: string): unknown => app.node.tryGetContext(name);
  const deployment = readDeployment(context);
  const prefix = deployment.stage === 'prod' ? 'Footfall' : 'FootfallDev';
  const delivery = new DeliveryStack(app, `${prefix}Delivery`, {
    deployment,
    description: 'Footfall: from the collector to S3.',
  });
  const { raw, processed } = delivery.buckets;
  const { events, failed } = delivery.streams;
  const places = { raw, processed, streams: [events, failed], events };
  const analytics = new AnalyticsStack(app, `${prefix}Analytics`, {
    deployment,
    delivery: places,
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
  const quicksight =
    deployment.quicksight &&
    new QuicksightStack(app, `${prefix}Quicksight`, {
      deployment,
      quicksight: deployment.quicksight,
      delivery: places,
      description: 'Footfall: dashboards of QuickSight.',
    });
  if (deployment.github) {
    new AccessStack(app, `${prefix}Access`, {
      github: deployment.github,
      description: 'Footfall: who may deploy it.',
    });
  }
  if (deployment.hasWeb) {
    addWebSide(app, prefix, readWebConfig(context), {
      eventsStream: events.deliveryStreamName,
      failedStream: failed.deliveryStreamName,
      dashboards: {
        FOOTFALL_ATHENA_DATABASE: deployment.database,
        FOOTFALL_ATHENA_WORKGROUP: deployment.workgroup,
        FOOTFALL_STATE_FOLDER: delivery.stateFolder,
        FOOTFALL_ALARM_PREFIX: deployment.alarmPrefix,
        FOOTFALL_RAW_BUCKET: raw.bucketName,
        FOOTFALL_PROCESSED_BUCKET: processed.bucketName,
        ...(quicksight && {
          FOOTFALL_QUICKSIGHT_DASHBOARDS: quicksight.dashboards,
          FOOTFALL_QUICKSIGHT_ACCOUNT: quicksight.account,
          FOOTFALL_QUICKSIGHT_USER: `arn:${quicksight.partition}:quicksight:${quicksight.region}:${quicksight.account}:user/default/{user}`,
        }),
      },
      ingestPolicies: [delivery.ingest],
      webPolicies: [
        ...[analytics.admin, analytics.replay],
        ...(quicksight ? [quicksight.embedding] : []),
      ],
      alarms: monitoring.topic,
    });
  }
  Tags.of(app).add('footfall:stage', deployment.stage, {
    excludeResourceTypes: [...UNTAGGED],
  });
  return { deployment, delivery, analytics, monitoring, quicksight };
}
