import { CfnOutput, Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { DeliveryStreams } from '../constructs/delivery-streams';
import { EventTable } from '../constructs/event-table';
import { LakeBuckets } from '../constructs/lake-buckets';

/** Thirteen months, so that a month can be compared with the same month a year before. */
const RETENTION = Duration.days(400);

/** From the collector to S3: two Firehose streams, two buckets, and the table between them. */
export class DeliveryStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const buckets = new LakeBuckets(this, 'Lake', { retention: RETENTION });
    const table = new EventTable(this, 'EventTable', { processed: buckets.processed });
    const streams = new DeliveryStreams(this, 'Delivery', {
      raw: buckets.raw,
      processed: buckets.processed,
      table,
    });
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W7001',
      reason:
        "The library's Firehose construct brings a table of addresses that S3 has no use for.",
    });
    const ingest = new ManagedPolicy(this, 'Ingest', {
      description:
        'Lets a Footfall server deliver events; attach it to the role the server runs as.',
      statements: [
        new PolicyStatement({
          actions: ['firehose:PutRecordBatch'],
          resources: [streams.events.deliveryStreamArn, streams.failed.deliveryStreamArn],
        }),
      ],
    });

    const output = (name: string, value: string, description: string) =>
      new CfnOutput(this, name, { value, description });
    output(
      'EventsStream',
      streams.events.deliveryStreamName,
      'Setting FOOTFALL_FIREHOSE_STREAM of the server.',
    );
    output(
      'FailedStream',
      streams.failed.deliveryStreamName,
      'Setting FOOTFALL_FIREHOSE_FAILED_STREAM of the server.',
    );
    output('IngestPolicy', ingest.managedPolicyArn, 'Policy for the role the server runs as.');
    output('RawBucket', buckets.raw.bucketName, 'Events and failed events as JSON lines.');
    output('ProcessedBucket', buckets.processed.bucketName, 'Events as Parquet.');
  }
}
