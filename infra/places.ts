import { ArnFormat, type Stack } from 'aws-cdk-lib';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { HOLD, PREFIXES } from '@/lib/lake/bucket-layout';
import { LIVE_EVENTS, PRODUCTS_VIEW, storedTables } from '@/lib/models/athena-ddl';
import { DATABASE_TABLES } from '@/lib/models/athena-statements';
import type { Deployment } from './deployment';
import type { Places } from './roles';

export interface DeliveryPlaces {
  readonly raw: IBucket;
  readonly processed: IBucket;
  readonly streams: readonly IDeliveryStream[];
  /** Of these, the one of events. */
  readonly events: IDeliveryStream;
}

/** The ARNs of one deployment, by what they are. */
export function placesOf(stack: Stack, deployment: Deployment, delivery: DeliveryPlaces): Places {
  const { raw, processed, streams, events } = delivery;
  const { database, workgroup, keeper } = deployment;
  const glue = (resource: string, resourceName?: string) =>
    stack.formatArn({ service: 'glue', resource, ...(resourceName && { resourceName }) });
  const athena = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'athena', resource, resourceName });
  const inRaw = (...prefixes: readonly string[]) =>
    prefixes.map((prefix) => raw.arnForObjects(`${prefix}*`));
  const inProcessed = (prefix: string) => [processed.arnForObjects(`${prefix}*`)];
  const relations = [
    DATABASE_TABLES.landing,
    ...storedTables(DATABASE_TABLES).map(({ name }) => name),
    LIVE_EVENTS,
    PRODUCTS_VIEW,
  ];
  return {
    streams: streams.map(({ deliveryStreamArn }) => deliveryStreamArn),
    'stream of events': [events.deliveryStreamArn],
    'raw bucket': [raw.bucketArn],
    'processed bucket': [processed.bucketArn],
    'raw objects': inRaw(PREFIXES.rawEvents, PREFIXES.rawFailed),
    'raw undelivered': inRaw(PREFIXES.undelivered),
    'landing objects': inProcessed(PREFIXES.landingEvents),
    'processed undelivered': inProcessed(PREFIXES.undelivered),
    'table objects': inProcessed(PREFIXES.tables),
    'query results': inProcessed(`${PREFIXES.queryResults}${workgroup}/`),
    'all query results': inProcessed(PREFIXES.queryResults),
    'state objects': inProcessed(PREFIXES.state),
    'keeper objects': inProcessed(PREFIXES.keeper),
    'keeper marks': inProcessed(HOLD.given),
    workgroup: [athena('workgroup', workgroup)],
    'data catalog': [athena('datacatalog', 'AwsDataCatalog')],
    catalog: [glue('catalog')],
    database: [glue('database', database)],
    'default database': [glue('database', 'default')],
    tables: relations.map((name) => glue('table', `${database}/${name}`)),
    'keeper machine': [
      stack.formatArn({
        service: 'states',
        resource: 'stateMachine',
        resourceName: keeper,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ],
  };
}

/** The same, seen by those who keep the tables: their own workgroup and its results. */
export function keepersPlaces(
  stack: Stack,
  deployment: Deployment,
  delivery: DeliveryPlaces,
): Places {
  const { tablesWorkgroup } = deployment;
  return placesOf(stack, { ...deployment, workgroup: tablesWorkgroup }, delivery);
}
