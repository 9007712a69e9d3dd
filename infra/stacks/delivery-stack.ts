import { CfnOutput, Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import { DeliveryStreams } from '../constructs/delivery-streams';
import { EventTable } from '../constructs/event-table';
import { LakeBuckets } from '../constructs/lake-buckets';
import type { Deployment } from '../deployment';
import { statementsOf } from '../grants';

export interface DeliveryStackProps extends StackProps {
  readonly deployment: Deployment;
}

/** From the collector to S3: two Firehose streams, two buckets, and the table between them. */
export class DeliveryStack extends Stack {
  readonly buckets: LakeBuckets;
  readonly streams: DeliveryStreams;
  /** Setting FOOTFALL_STATE_FOLDER of the servers. */
  readonly stateFolder: string;
  /** Lets a server deliver events. */
  readonly ingest: ManagedPolicy;

  constructor(scope: Construct, id: string, { deployment, ...props }: DeliveryStackProps) {
    super(scope, id, props);
    // Logs of access by a bucket policy: an access list would need the older kind of ownership.
    this.node.setContext(S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY, true);
    this.buckets = new LakeBuckets(this, 'Lake', {
      retention: Duration.days(deployment.retentionDays),
    });
    const { raw, processed } = this.buckets;
    const table = new EventTable(this, 'EventTable', {
      processed,
      database: deployment.database,
    });
    this.streams = new DeliveryStreams(this, 'Delivery', { raw, processed, table });
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W7001',
      reason:
        "The library's Firehose construct brings a table of addresses that S3 has no use for.",
    });
    const { events, failed } = this.streams;
    this.ingest = new ManagedPolicy(this, 'Ingest', {
      description:
        'Lets a Footfall server deliver events; attach it to the role the server runs as.',
      statements: statementsOf('ingest', {
        streams: [events.deliveryStreamArn, failed.deliveryStreamArn],
      }),
    });

    this.stateFolder = `s3://${processed.bucketName}/${PREFIXES.state}`;
    const output = (name: string, value: string, description: string) =>
      new CfnOutput(this, name, { value, description });
    output(
      'EventsStream',
      events.deliveryStreamName,
      'Setting FOOTFALL_FIREHOSE_STREAM of the server.',
    );
    output(
      'FailedStream',
      failed.deliveryStreamName,
      'Setting FOOTFALL_FIREHOSE_FAILED_STREAM of the server.',
    );
    output(
      'IngestPolicy',
      this.ingest.managedPolicyArn,
      'Policy for the role of a server that takes events.',
    );
    output('RawBucket', raw.bucketName, 'Setting FOOTFALL_RAW_BUCKET of redrive and sync.');
    output(
      'ProcessedBucket',
      processed.bucketName,
      'Setting FOOTFALL_PROCESSED_BUCKET of redrive, sync and backfill.',
    );
    output('StateFolder', this.stateFolder, 'Setting FOOTFALL_STATE_FOLDER of the servers.');
  }
}
