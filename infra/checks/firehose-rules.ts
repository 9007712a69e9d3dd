import { glueColumns } from '@/lib/events/projections';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import { type Found, type Json, ofType, plain, referred, type Template } from './template';

const PARQUET = 'org.apache.hadoop.hive.ql.io.parquet';
const MOMENT = Date.UTC(2026, 10, 22, 8, 15);

/** Rules between fields of a stream, its table and its buckets: no linter reads two of them together. */
export function firehoseProblems(template: Template): string[] {
  return [
    ...ofType(template, 'AWS::KinesisFirehose::DeliveryStream').flatMap((stream) =>
      streamProblems(template, stream),
    ),
    ...ofType(template, 'AWS::Glue::Table').flatMap((table) => tableProblems(template, table)),
    ...lifecycleProblems(template),
  ];
}

function streamProblems(template: Template, { id, properties }: Found): string[] {
  const target = properties.ExtendedS3DestinationConfiguration ?? {};
  const converts = target.DataFormatConversionConfiguration?.Enabled === true;
  const backup = target.S3BackupConfiguration;
  const problems = [
    ...prefixProblems(target),
    ...bufferProblems(target, converts),
    ...(backup ? [...prefixProblems(backup), ...bufferProblems(backup, false)] : []),
  ];
  if (converts) problems.push(...conversionProblems(template, target));
  if (target.S3BackupMode === 'Enabled') {
    if (!backup) problems.push('its source is to be kept, and nowhere is said where');
    if (!converts && !target.ProcessingConfiguration?.Enabled) {
      problems.push('AWS keeps the source only of what it converts or transforms');
    }
    if (backup?.BufferingHints?.IntervalInSeconds === 0) {
      problems.push('the source cannot be kept without gathering');
    }
  }
  if (target.DynamicPartitioningConfiguration?.Enabled) {
    problems.push(
      'records hold several events, which dynamic partitioning would have to take apart',
    );
  }
  if (properties.DeliveryStreamType !== 'DirectPut') problems.push('servers cannot put records');
  const written = [target, backup].filter(Boolean);
  for (const one of written) {
    if (one.CloudWatchLoggingOptions?.Enabled !== true)
      problems.push('its errors are told nowhere');
  }
  const roles = new Set(written.map(({ RoleARN }) => referred(RoleARN)));
  const schemaRole = target.DataFormatConversionConfiguration?.SchemaConfiguration?.RoleARN;
  if (schemaRole) roles.add(referred(schemaRole));
  if (roles.size !== 1 || roles.has(null)) problems.push('one role of its own does all of it');
  return problems.map((text) => `${id}: ${text}`);
}

function prefixProblems({ Prefix = '', ErrorOutputPrefix = '' }: Json): string[] {
  const problems: string[] = [];
  if (Prefix.includes('!{')) {
    if (!ErrorOutputPrefix) problems.push('a prefix with expressions needs one for errors');
  } else problems.push('without a time in the prefix Firehose adds one of its own');
  if (ErrorOutputPrefix && !ErrorOutputPrefix.includes('!{firehose:error-output-type}')) {
    problems.push('the prefix of errors does not tell their type');
  }
  if (/partitionKeyFrom/.test(ErrorOutputPrefix)) {
    problems.push('the prefix of errors knows no keys of partitions');
  }
  for (const [, space, value = ''] of `${Prefix}${ErrorOutputPrefix}`.matchAll(
    /!\{(\w+):([^}]*)\}/g,
  )) {
    const known =
      space === 'timestamp'
        ? ['yyyy-MM-dd', 'HH'].includes(value)
        : space === 'firehose' && value === 'error-output-type';
    if (!known) problems.push(`Firehose does not know !{${space}:${value}} here`);
  }
  if (ErrorOutputPrefix && !ErrorOutputPrefix.startsWith(PREFIXES.undelivered)) {
    problems.push(`a redrive looks for errors below ${PREFIXES.undelivered}`);
  }
  return problems;
}

function bufferProblems({ BufferingHints = {} }: Json, converts: boolean): string[] {
  const { SizeInMBs: size, IntervalInSeconds: seconds } = BufferingHints;
  const problems: string[] = [];
  if (!(size >= (converts ? 64 : 1) && size <= 128)) {
    problems.push(`Firehose does not gather ${size} MiB${converts ? ' for Parquet' : ''}`);
  }
  if (!(seconds >= 0 && seconds <= 900)) problems.push(`Firehose does not gather ${seconds} s`);
  return problems;
}

function conversionProblems(template: Template, target: Json): string[] {
  const { DataFormatConversionConfiguration: conversion, CompressionFormat } = target;
  const problems: string[] = [];
  if (CompressionFormat && CompressionFormat !== 'UNCOMPRESSED') {
    problems.push('Parquet is compressed inside, and may not be around');
  }
  if (!conversion.InputFormatConfiguration?.Deserializer?.OpenXJsonSerDe) {
    problems.push('only the OpenX reader takes numbers as text, and names in another case');
  }
  const { DatabaseName, TableName } = conversion.SchemaConfiguration ?? {};
  const table = ofType(template, 'AWS::Glue::Table').find(
    (one) => one.id === referred(TableName) || one.properties.TableInput?.Name === TableName,
  );
  if (!table) problems.push('the table it takes the columns from is none of this template');
  else {
    const database = table.properties.DatabaseName;
    const same = JSON.stringify(database) === JSON.stringify(DatabaseName);
    if (!same && plain(database) !== plain(DatabaseName)) {
      problems.push('the table it takes the columns from is of another database');
    }
    const { Parameters = {} } = table.properties.TableInput ?? {};
    const projected = plain(Parameters['storage.location.template'] ?? '');
    const written = evaluate(target.Prefix ?? '');
    if (!fill(projected).endsWith(`/${written}`)) {
      problems.push(`Athena looks for ${fill(projected)} where Firehose writes ${written}`);
    }
  }
  return problems;
}

const iso = new Date(MOMENT).toISOString();
const evaluate = (prefix: string) =>
  prefix
    .replaceAll('!{timestamp:yyyy-MM-dd}', iso.slice(0, 10))
    .replaceAll('!{timestamp:HH}', iso.slice(11, 13));
const fill = (location: string) =>
  location.replace(`\${dt}`, iso.slice(0, 10)).replace(`\${hour}`, iso.slice(11, 13));

function tableProblems(template: Template, { id, properties }: Found): string[] {
  const { TableInput: input = {}, DatabaseName } = properties;
  const { StorageDescriptor: storage = {}, Parameters = {}, PartitionKeys = [] } = input;
  const problems: string[] = [];
  const columns = (storage.Columns ?? []).map(({ Name, Type }: Json) => `${Name} ${Type}`);
  const wanted = glueColumns().map(({ name, type }) => `${name} ${type}`);
  for (const column of wanted.filter((one) => !columns.includes(one))) {
    problems.push(`the contract has ${column}, which Firehose would drop`);
  }
  for (const column of columns.filter((one: string) => !wanted.includes(one))) {
    problems.push(`the contract has no ${column}`);
  }
  const formats = [
    [storage.InputFormat, `${PARQUET}.MapredParquetInputFormat`],
    [storage.OutputFormat, `${PARQUET}.MapredParquetOutputFormat`],
    [storage.SerdeInfo?.SerializationLibrary, `${PARQUET}.serde.ParquetHiveSerDe`],
  ];
  for (const [is, should] of formats)
    if (is !== should) problems.push(`${is} does not read Parquet`);
  const keys = PartitionKeys.map(({ Name }: Json) => Name);
  const projection: Readonly<Record<string, RegExp>> = {
    'projection.enabled': /^true$/,
    'projection.dt.type': /^date$/,
    'projection.dt.format': /^yyyy-MM-dd$/,
    'projection.dt.range': /^\d{4}-\d\d-\d\d,NOW\+1DAYS$/,
    'projection.dt.interval.unit': /^DAYS$/,
    'projection.hour.type': /^integer$/,
    'projection.hour.range': /^0,23$/,
    'projection.hour.digits': /^2$/,
  };
  for (const [name, rule] of Object.entries(projection)) {
    if (!rule.test(String(Parameters[name]))) problems.push(`${name} is ${Parameters[name]}`);
  }
  for (const name of Object.keys(Parameters)) {
    const [, key] = /^projection\.(\w+)\./.exec(name) ?? [];
    if (key && key !== 'enabled' && !keys.includes(key))
      problems.push(`${key} is no partition key`);
  }
  const database = ofType(template, 'AWS::Glue::Database').some(
    (one) =>
      plain(one.properties.DatabaseInput?.Name) === plain(DatabaseName) ||
      one.id === referred(DatabaseName),
  );
  if (!database) problems.push('its database is none of this template');
  return problems.map((text) => `${id}: ${text}`);
}

/** What is written expires, but for the tables: S3 does not know which of their files are read. */
function lifecycleProblems(template: Template): string[] {
  const problems: string[] = [];
  for (const { id, properties } of ofType(template, 'AWS::S3::Bucket')) {
    const rules: Json[] = properties.LifecycleConfiguration?.Rules ?? [];
    const expiring = rules.filter((one) => one.ExpirationInDays && one.Status !== 'Disabled');
    const reached = (prefix: string) =>
      expiring.some(({ Prefix = '' }) => prefix.startsWith(Prefix) || Prefix.startsWith(prefix));
    const isLog = expiring.some(({ Prefix }) => Prefix === undefined);
    if (!isLog && reached(PREFIXES.tables)) {
      problems.push(`${id}: S3 would delete files that tables still read`);
    }
    if (!isLog && reached(PREFIXES.state)) problems.push(`${id}: saved views would expire`);
  }
  for (const { id, properties } of ofType(template, 'AWS::KinesisFirehose::DeliveryStream')) {
    const target = properties.ExtendedS3DestinationConfiguration ?? {};
    for (const one of [target, target.S3BackupConfiguration].filter(Boolean)) {
      const bucket = ofType(template, 'AWS::S3::Bucket').find(
        (found) => found.id === referred(one.BucketARN),
      );
      const rules: Json[] = bucket?.properties.LifecycleConfiguration?.Rules ?? [];
      for (const prefix of [one.Prefix, one.ErrorOutputPrefix]) {
        const kept = !rules.some(
          ({ Prefix, ExpirationInDays }) =>
            ExpirationInDays && Prefix && prefix?.startsWith(Prefix),
        );
        if (kept) problems.push(`${id}: ${prefix} is kept for ever`);
      }
    }
  }
  return problems;
}
