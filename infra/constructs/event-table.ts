import { Stack } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { glueColumns } from '@/lib/events/projections';
import { LANDING_FROM, PREFIXES } from '@/lib/lake/bucket-layout';
import { DATABASE_TABLES } from '@/lib/models/athena-statements';

const PARQUET = 'org.apache.hadoop.hive.ql.io.parquet';

export interface EventTableProps {
  readonly processed: IBucket;
  /** Name of the database, which is made. */
  readonly database: string;
}

/**
 * The Glue table of events as Firehose lands them. Firehose takes the Parquet columns from it, and
 * drops what it does not list: the columns are the contract's, by construction.
 */
export class EventTable extends Construct {
  readonly table: CfnTable;
  /** What Firehose reads to learn the columns. */
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string, { processed, database: name }: EventTableProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const database = new CfnDatabase(this, 'Database', {
      catalogId: stack.account,
      databaseInput: { name, description: 'Clickstream of the Footfall shop.' },
    });
    const location = `s3://${processed.bucketName}/${PREFIXES.landingEvents}`;
    this.table = new CfnTable(this, 'Landing', {
      catalogId: stack.account,
      databaseName: name,
      tableInput: {
        name: DATABASE_TABLES.landing,
        description: 'Events as they arrived, duplicates included; partitioned by arrival, UTC.',
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: [
          { name: 'dt', type: 'string' },
          { name: 'hour', type: 'string' },
        ],
        parameters: {
          EXTERNAL: 'TRUE',
          classification: 'parquet',
          // Athena works out the partitions by itself: no crawler, nothing to repair.
          'projection.enabled': 'true',
          'projection.dt.type': 'date',
          'projection.dt.format': 'yyyy-MM-dd',
          'projection.dt.range': `${LANDING_FROM},NOW+1DAYS`,
          'projection.dt.interval': '1',
          'projection.dt.interval.unit': 'DAYS',
          'projection.hour.type': 'integer',
          'projection.hour.range': '0,23',
          'projection.hour.digits': '2',
          'storage.location.template': `${location}dt=\${dt}/hour=\${hour}/`,
        },
        storageDescriptor: {
          location,
          columns: glueColumns(),
          inputFormat: `${PARQUET}.MapredParquetInputFormat`,
          outputFormat: `${PARQUET}.MapredParquetOutputFormat`,
          serdeInfo: {
            serializationLibrary: `${PARQUET}.serde.ParquetHiveSerDe`,
            parameters: { 'serialization.format': '1' },
          },
        },
      },
    });
    this.table.addResourceDependency(database);
    this.arns = [
      stack.formatArn({ service: 'glue', resource: 'catalog' }),
      stack.formatArn({ service: 'glue', resource: 'database', resourceName: name }),
      stack.formatArn({
        service: 'glue',
        resource: 'table',
        resourceName: `${name}/${DATABASE_TABLES.landing}`,
      }),
    ];
  }
}
