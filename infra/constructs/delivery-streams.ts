import { Aws, Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BackupMode,
  Compression,
  DeliveryStream,
  EnableLogging,
  type IDestination,
  OpenXJsonInputFormat,
  ParquetOutputFormat,
  S3Bucket,
  SchemaConfiguration,
  StreamEncryption,
} from 'aws-cdk-lib/aws-kinesisfirehose';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  ARRIVAL_PARTITION,
  DELIVERY_BUFFER,
  errorPrefix,
  PREFIXES,
} from '@/lib/lake/bucket-layout';
import type { EventTable } from './event-table';

const BUFFER_INTERVAL = Duration.seconds(DELIVERY_BUFFER.seconds);
const PARQUET_BUFFER = Size.mebibytes(DELIVERY_BUFFER.parquetMiB);
const JSON_BUFFER = Size.mebibytes(DELIVERY_BUFFER.jsonMiB);

export interface DeliveryStreamsProps {
  readonly raw: IBucket;
  readonly processed: IBucket;
  readonly table: EventTable;
}

/** What a stream's role may write to. */
interface Target {
  readonly bucket: IBucket;
  readonly prefixes: readonly string[];
}

/** The stream of events (Parquet, with the JSON beside it) and the stream of failed events (JSON). */
export class DeliveryStreams extends Construct {
  readonly events: DeliveryStream;
  readonly failed: DeliveryStream;

  constructor(scope: Construct, id: string, { raw, processed, table }: DeliveryStreamsProps) {
    super(scope, id);
    const eventsLogs = this.logs('Events');
    const eventsRole = this.role('Events', eventsLogs, [
      { bucket: processed, prefixes: [PREFIXES.landingEvents, PREFIXES.undelivered] },
      { bucket: raw, prefixes: [PREFIXES.rawEvents, PREFIXES.undelivered] },
    ]);
    eventsRole.policy.addStatements(
      new PolicyStatement({
        actions: ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
        resources: [...table.arns],
      }),
    );
    this.events = this.stream(
      'Events',
      eventsRole,
      new S3Bucket(processed, {
        role: eventsRole.fixed,
        loggingConfig: new EnableLogging(eventsLogs),
        bufferingInterval: BUFFER_INTERVAL,
        bufferingSize: PARQUET_BUFFER,
        dataOutputPrefix: `${PREFIXES.landingEvents}${ARRIVAL_PARTITION}`,
        errorOutputPrefix: errorPrefix('events'),
        dataFormatConversion: {
          schemaConfiguration: SchemaConfiguration.fromCfnTable(table.table),
          inputFormat: new OpenXJsonInputFormat(),
          outputFormat: new ParquetOutputFormat(),
        },
        // The untouched JSON, at no further ingestion charge. Once on, AWS does not let it be turned off.
        s3Backup: {
          mode: BackupMode.ALL,
          bucket: raw,
          loggingConfig: new EnableLogging(eventsLogs),
          bufferingInterval: BUFFER_INTERVAL,
          bufferingSize: JSON_BUFFER,
          compression: Compression.GZIP,
          dataOutputPrefix: `${PREFIXES.rawEvents}${ARRIVAL_PARTITION}`,
          errorOutputPrefix: errorPrefix('events'),
        },
      }),
    );

    const failedLogs = this.logs('Failed');
    const failedRole = this.role('Failed', failedLogs, [
      { bucket: raw, prefixes: [PREFIXES.rawFailed, PREFIXES.undelivered] },
    ]);
    this.failed = this.stream(
      'Failed',
      failedRole,
      new S3Bucket(raw, {
        role: failedRole.fixed,
        loggingConfig: new EnableLogging(failedLogs),
        bufferingInterval: BUFFER_INTERVAL,
        bufferingSize: JSON_BUFFER,
        compression: Compression.GZIP,
        dataOutputPrefix: `${PREFIXES.rawFailed}${ARRIVAL_PARTITION}`,
        errorOutputPrefix: errorPrefix('failed'),
      }),
    );
  }

  private logs(id: string): LogGroup {
    return new LogGroup(this, `${id}Logs`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  private stream(
    id: string,
    role: ReturnType<DeliveryStreams['role']>,
    destination: IDestination,
  ): DeliveryStream {
    const stream = new DeliveryStream(this, id, {
      destination,
      role: role.fixed,
      encryption: StreamEncryption.awsOwnedKey(),
    });
    stream.node.addDependency(role.policy);
    return stream;
  }

  /**
   * A role with what Firehose needs and no more. It is handed on without policy updates, because the
   * library's own grants would let it delete objects.
   */
  private role(id: string, logs: LogGroup, targets: readonly Target[]) {
    const role = new Role(this, `${id}Role`, {
      assumedBy: new ServicePrincipal('firehose.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    const policy = new Policy(this, `${id}Policy`, { roles: [role] });
    for (const { bucket, prefixes } of targets) {
      policy.addStatements(
        new PolicyStatement({
          actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
          resources: [bucket.bucketArn],
        }),
        new PolicyStatement({
          actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
          resources: prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
        }),
      );
    }
    policy.addStatements(
      new PolicyStatement({
        actions: ['logs:PutLogEvents'],
        // This ARN ends in `:*`, the streams of the group; with more behind it, it matches none of them.
        resources: [logs.logGroupArn],
      }),
    );
    return { fixed: role.withoutPolicyUpdates(), policy };
  }
}
