import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EdgeStack } from '../stacks/edge-stack';
import { WebStack } from '../stacks/web-stack';
import { readWebConfig } from '../web-config';

/** The web side over a data side that is a bucket, two policies and some names. */
export function webApp(context: Readonly<Record<string, string>> = {}) {
  const app = new App({ analyticsReporting: false });
  const data = new Stack(app, 'Data');
  const bucket = new Bucket(data, 'Raw', { removalPolicy: RemovalPolicy.RETAIN });
  new CfnOutput(data, 'RawBucket', {
    value: bucket.bucketName,
    description: 'Setting FOOTFALL_RAW_BUCKET of the commands.',
  });
  const policy = (id: string, action: string) =>
    new ManagedPolicy(data, id, {
      statements: [new PolicyStatement({ actions: [action], resources: ['arn:aws:x:::y'] })],
    });
  const web = new WebStack(app, 'Web', {
    config: readWebConfig((name) => context[name]),
    data: {
      eventsStream: 'events',
      failedStream: 'failed',
      dashboards: {
        FOOTFALL_ATHENA_DATABASE: 'footfall',
        FOOTFALL_ATHENA_WORKGROUP: 'footfall',
        FOOTFALL_STATE_FOLDER: 's3://footfall-processed/state/',
      },
      ingestPolicies: [policy('IngestPolicy', 'firehose:PutRecordBatch')],
      webPolicies: [policy('WebPolicy', 'athena:StartQueryExecution')],
    },
    image: () => ContainerImage.fromRegistry('footfall'),
  });
  return { app, web, edge: new EdgeStack(app, 'Edge') };
}
