import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type LifecycleRule,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PREFIXES } from '@/lib/lake/bucket-layout';

export interface LakeBucketsProps {
  /** How long events are kept. */
  readonly retention: Duration;
}

/** Answers are asked anew rather than kept; a query's own history is as old at most. */
const RESULTS_DAYS = Duration.days(7);
const OLD_VERSIONS_DAYS = Duration.days(7);
const LOGS_DAYS = Duration.days(90);

/**
 * The raw bucket (JSON lines, as they came), the processed bucket (Parquet), and the log of who asked
 * for which object of either: they hold what visitors did.
 */
export class LakeBuckets extends Construct {
  readonly raw: Bucket;
  readonly processed: Bucket;
  readonly logs: Bucket;

  constructor(scope: Construct, id: string, { retention }: LakeBucketsProps) {
    super(scope, id);
    const expire = (prefix: string, after = retention): LifecycleRule => ({
      prefix,
      expiration: after,
    });
    this.logs = this.bucket('AccessLogs', [{ expiration: LOGS_DAYS }]);
    // Raw is read again only for a repair or an audit.
    const cold =
      retention.toDays() > 60
        ? [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(30) }]
        : [];
    this.raw = this.bucket('Raw', [
      { ...expire(PREFIXES.rawEvents), transitions: cold },
      expire(PREFIXES.rawFailed),
      expire(PREFIXES.undelivered),
    ]);
    this.processed = this.bucket('Processed', [
      expire(PREFIXES.landingEvents),
      expire(PREFIXES.undelivered),
      expire(PREFIXES.queryResults, RESULTS_DAYS),
      // An erasure that was cut off goes on from here for as long.
      expire(PREFIXES.keeper, RESULTS_DAYS),
      // Not the tables: S3 does not know which of their files are still read.
    ]);
  }

  private bucket(id: string, lifecycleRules: LifecycleRule[]): Bucket {
    const bucket = new Bucket(this, id, {
      ...(this.logs && {
        serverAccessLogsBucket: this.logs,
        serverAccessLogsPrefix: `${id.toLowerCase()}/`,
      }),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [
        ...lifecycleRules,
        {
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          // No versions are kept. Where somebody turns that on, what expires still goes.
          noncurrentVersionExpiration: OLD_VERSIONS_DAYS,
        },
      ],
      // Events outlive the stack; deleting them is a decision of its own.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Whoever empties it later still has to come over TLS, and what is left goes on being logged.
    bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
    // Who listens is told of each object, at a dollar a million; of the log nobody wants to hear. The
    // library's own switch brings a function to set it.
    if (this.logs) {
      (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
        eventBridgeConfiguration: { eventBridgeEnabled: true },
      };
    }
    return bucket;
  }
}
