import type { Json } from '../../checks/template';
import { bucket, type Mistake, table, target } from './mistake';

export const FIREHOSE_MISTAKES: readonly Mistake[] = [
  {
    what: 'too small a buffer for Parquet',
    in: 'Delivery',
    found: /does not gather 32 MiB for Parquet/,
    plant: (t) => {
      target(t).BufferingHints.SizeInMBs = 32;
    },
  },
  {
    what: 'gathering longer than Firehose may',
    in: 'Delivery',
    found: /does not gather 901 s/,
    plant: (t) => {
      target(t).BufferingHints.IntervalInSeconds = 901;
    },
  },
  {
    what: 'gzip around Parquet',
    in: 'Delivery',
    found: /compressed inside/,
    plant: (t) => {
      target(t).CompressionFormat = 'GZIP';
    },
  },
  {
    what: 'no prefix for errors',
    in: 'Delivery',
    found: /needs one for errors/,
    plant: (t) => {
      delete target(t).ErrorOutputPrefix;
    },
  },
  {
    what: 'errors without their type',
    in: 'Delivery',
    found: /does not tell their type/,
    plant: (t) => {
      target(t).ErrorOutputPrefix = 'undelivered/events/';
    },
  },
  {
    what: 'errors where no redrive looks',
    in: 'Delivery',
    found: /redrive looks/,
    plant: (t) => {
      target(t).ErrorOutputPrefix = 'errors/!{firehose:error-output-type}/';
    },
  },
  {
    what: 'an expression that Firehose does not know',
    in: 'Delivery',
    found: /does not know !\{timestamp:YYYY\}/,
    plant: (t) => {
      target(t).Prefix = 'landing/events/dt=!{timestamp:YYYY}/';
    },
  },
  {
    what: 'another prefix than the table projects',
    in: 'Delivery',
    found: /Athena looks for/,
    plant: (t) => {
      target(t).Prefix = 'landing/events/date=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/';
    },
  },
  {
    what: 'another location than Firehose writes',
    in: 'Delivery',
    found: /Athena looks for/,
    plant: (t) => {
      table(t).Parameters['storage.location.template'] = 's3://b/landing/dt=/hour=/';
    },
  },
  {
    what: 'source kept without conversion',
    in: 'Delivery',
    found: /keeps the source only of/,
    plant: (t) => {
      target(t).DataFormatConversionConfiguration.Enabled = false;
    },
  },
  {
    what: 'another table’s columns',
    in: 'Delivery',
    found: /none of this template/,
    plant: (t) => {
      target(t).DataFormatConversionConfiguration.SchemaConfiguration.TableName = 'events';
    },
  },
  {
    what: 'another database',
    in: 'Delivery',
    found: /of another database/,
    plant: (t) => {
      target(t).DataFormatConversionConfiguration.SchemaConfiguration.DatabaseName = 'shop';
    },
  },
  {
    what: 'dynamic partitioning of packed records',
    in: 'Delivery',
    found: /dynamic partitioning/,
    plant: (t) => {
      target(t).DynamicPartitioningConfiguration = { Enabled: true };
    },
  },
  {
    what: 'a role for the backup alone',
    in: 'Delivery',
    found: /one role of its own/,
    plant: (t) => {
      target(t).S3BackupConfiguration.RoleARN = target(t, /Failed/).RoleARN;
    },
  },
  {
    what: 'errors told nowhere',
    in: 'Delivery',
    found: /told nowhere/,
    plant: (t) => {
      target(t).CloudWatchLoggingOptions.Enabled = false;
    },
  },
  {
    what: 'a column of the contract left out',
    in: 'Delivery',
    found: /has unit_price decimal\(10,2\), which Firehose would drop/,
    plant: (t) => {
      table(t).StorageDescriptor.Columns = table(t).StorageDescriptor.Columns.filter(
        (one: Json) => one.Name !== 'unit_price',
      );
    },
  },
  {
    what: 'a column of another type',
    in: 'Delivery',
    found: /event_ms bigint/,
    plant: (t) => {
      table(t).StorageDescriptor.Columns.find((one: Json) => one.Name === 'event_ms').Type =
        'string';
    },
  },
  {
    what: 'a reader of JSON for Parquet',
    in: 'Delivery',
    found: /does not read Parquet/,
    plant: (t) => {
      table(t).StorageDescriptor.SerdeInfo.SerializationLibrary =
        'org.openx.data.jsonserde.JsonSerDe';
    },
  },
  {
    what: 'hours of one digit',
    in: 'Delivery',
    found: /projection.hour.digits is 1/,
    plant: (t) => {
      table(t).Parameters['projection.hour.digits'] = '1';
    },
  },
  {
    what: 'projection without tomorrow',
    in: 'Delivery',
    found: /projection.dt.range/,
    plant: (t) => {
      table(t).Parameters['projection.dt.range'] = '2026-01-01,NOW';
    },
  },
  {
    what: 'tables that expire',
    in: 'Delivery',
    found: /tables still read/,
    plant: (t) => {
      bucket(t, /Processed/).LifecycleConfiguration.Rules.push({
        Prefix: 'tables/',
        ExpirationInDays: 400,
        Status: 'Enabled',
      });
    },
  },
  {
    what: 'failed events kept for ever',
    in: 'Delivery',
    found: /kept for ever/,
    plant: (t) => {
      const { LifecycleConfiguration: rules } = bucket(t, /Raw/);
      rules.Rules = rules.Rules.filter((one: Json) => one.Prefix !== 'failed/');
    },
  },
];
