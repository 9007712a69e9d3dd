import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import type { Deployment } from '../deployment';

export interface QueryWorkgroupsProps {
  readonly processed: IBucket;
  readonly deployment: Deployment;
}

/** More than any statement that keeps the tables reads; one that does has gone wrong. */
const TABLES_BYTES = 1024 ** 4;

/** Where questions are asked, and where the tables are kept: two groups, two bills, two limits. */
export class QueryWorkgroups extends Construct {
  readonly questions: CfnWorkGroup;
  readonly tables: CfnWorkGroup;

  constructor(scope: Construct, id: string, { processed, deployment }: QueryWorkgroupsProps) {
    super(scope, id);
    const group = (child: string, name: string, description: string, bytes: number) =>
      new CfnWorkGroup(this, child, {
        name,
        description,
        // Its history of queries goes with it; what they answered lies in the bucket.
        recursiveDeleteOption: true,
        workGroupConfiguration: {
          // What a client asks for otherwise is not followed: neither another place nor no limit.
          enforceWorkGroupConfiguration: true,
          bytesScannedCutoffPerQuery: bytes,
          publishCloudWatchMetricsEnabled: true,
          requesterPaysEnabled: false,
          engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
          resultConfiguration: {
            outputLocation: `s3://${processed.bucketName}/${PREFIXES.queryResults}${name}/`,
            encryptionConfiguration: { encryptionOption: 'SSE_S3' },
          },
        },
      });
    this.questions = group(
      'Questions',
      deployment.workgroup,
      'What dashboards, the SQL console and QuickSight ask.',
      deployment.queryBytes,
    );
    this.tables = group(
      'Tables',
      deployment.tablesWorkgroup,
      'Statements that keep the tables.',
      TABLES_BYTES,
    );
  }
}
