import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
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

/** The raw bucket (JSON lines, as they came) and the processed bucket (Parquet). */
export class LakeBuckets extends Construct {
  readonly raw: Bucket;
  readonly processed: Bucket;

  constructor(scope: Construct, id: string, { retention }: LakeBucketsProps) {
    super(scope, id);
    const expire = (prefix: string): LifecycleRule => ({ prefix, expiration: retention });
    this.raw = this.bucket('Raw', [
      {
        ...expire(PREFIXES.rawEvents),
        // Raw is read again only for a repair or an audit.
        transitions: [
          { storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(30) },
        ],
      },
      expire(PREFIXES.rawFailed),
      expire(PREFIXES.undelivered),
    ]);
    this.processed = this.bucket('Processed', [
      expire(PREFIXES.landingEvents),
      expire(PREFIXES.undelivered),
    ]);
  }

  private bucket(id: string, lifecycleRules: LifecycleRule[]): Bucket {
    return new Bucket(this, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [
        ...lifecycleRules,
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
      // Events outlive the stack; deleting them is a decision of its own.
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
