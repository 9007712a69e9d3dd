import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { SETTINGS } from '@/lib/config/settings';
import { COLUMNS } from '@/lib/events/columns';
import { arrivalPartition, RAW_EVENTS, RAW_FAILED } from '@/lib/lake/layout';
import { readDeployment } from '../deployment';
import { DeliveryStack } from './delivery-stack';

const deployment = readDeployment((name) => (name === 'stage' ? 'prod' : undefined));
const template = Template.fromStack(new DeliveryStack(new App(), 'Test', { deployment }));

const STREAM = 'AWS::KinesisFirehose::DeliveryStream';
const DESTINATION = 'ExtendedS3DestinationConfiguration';

const statement = z.object({
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
  Effect: z.string(),
});
const policy = z.object({
  Properties: z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) }),
});

/** Every statement of every policy that grants something to a role. */
function statements(): z.infer<typeof statement>[] {
  return ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
    Object.values(template.findResources(type)).flatMap(
      (resource) => policy.parse(resource).Properties.PolicyDocument.Statement,
    ),
  );
}

const table = z.object({
  Properties: z.object({
    TableInput: z.object({
      Parameters: z.record(z.string(), z.unknown()),
      PartitionKeys: z.array(z.object({ Name: z.string(), Type: z.string() })),
      StorageDescriptor: z.object({
        Columns: z.array(z.object({ Name: z.string(), Type: z.string(), Comment: z.string() })),
        Location: z.unknown(),
      }),
    }),
  }),
});
const landing = () =>
  table.parse(Object.values(template.findResources('AWS::Glue::Table'))[0]).Properties.TableInput;

const target = z.object({ Prefix: z.string(), ErrorOutputPrefix: z.string() });
const stream = z.object({
  Properties: z.object({
    [DESTINATION]: target.extend({ S3BackupConfiguration: target.optional() }),
  }),
});

/** The destinations by their prefix: Parquet, its JSON beside it, failed events. */
function targets(): z.infer<typeof target>[] {
  return Object.values(template.findResources(STREAM)).flatMap((resource) => {
    const { S3BackupConfiguration, ...own } = stream.parse(resource).Properties[DESTINATION];
    return S3BackupConfiguration ? [own, S3BackupConfiguration] : [own];
  });
}

/** What Firehose makes of a prefix for an object that arrived then. */
function evaluate(prefix: string, epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  const parts: Record<string, string> = { 'yyyy-MM-dd': iso.slice(0, 10), HH: iso.slice(11, 13) };
  return prefix.replace(/!\{timestamp:([^}]+)\}/g, (whole, format) => parts[format] ?? whole);
}

/** Text with its `Fn::Join` and references made readable: `s3://<LakeProcessed>/…`. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const join = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });
  const joined = join.safeParse(value);
  if (joined.success) return joined.data['Fn::Join'][1].map(flat).join('');
  const ref = z.object({ Ref: z.string() }).safeParse(value);
  if (ref.success) return `<${ref.data.Ref.replace(/[0-9A-F]{8}$/, '')}>`;
  const att = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }).parse(value);
  return `<arn:${att['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/, '')}>`;
}

test('the table has the columns of the contract, in its order and its types', () => {
  const types = { string: 'string', int: 'int', long: 'bigint', decimal: 'decimal(10,2)' };
  expect(landing().StorageDescriptor.Columns).toEqual(
    COLUMNS.map(({ name, kind, doc }) => ({ Name: name, Type: types[kind], Comment: doc })),
  );
  // Glue refuses longer comments and upper-case names.
  for (const { Name, Comment } of landing().StorageDescriptor.Columns) {
    expect(Comment.length).toBeLessThanOrEqual(255);
    expect(Name).toMatch(/^[a-z][a-z0-9_]*$/);
  }
});

test('the partitions Athena works out are those Firehose writes', () => {
  const now = Date.UTC(2026, 10, 22, 8, 15);
  const { Parameters, PartitionKeys, StorageDescriptor } = landing();
  expect(PartitionKeys).toEqual([
    { Name: 'dt', Type: 'string' },
    { Name: 'hour', Type: 'string' },
  ]);
  const written = targets()[0]?.Prefix ?? '';
  const projected = flat(Parameters['storage.location.template']);
  const filledIn = projected.replace(/\$\{dt\}/, '2026-11-22').replace(/\$\{hour\}/, '08');
  expect(filledIn).toBe(`s3://<LakeProcessed>/${evaluate(written, now)}`);
  expect(projected.startsWith(flat(StorageDescriptor.Location))).toBe(true);
  expect(Parameters).toMatchObject({
    'projection.enabled': 'true',
    'projection.dt.type': 'date',
    'projection.dt.format': 'yyyy-MM-dd',
    // A day ahead, or the first events after midnight UTC in a reader's tomorrow would be missed.
    'projection.dt.range': expect.stringMatching(/^\d{4}-\d\d-\d\d,NOW\+1DAYS$/),
    'projection.hour.type': 'integer',
    'projection.hour.range': '0,23',
    'projection.hour.digits': '2',
  });
});

test('the raw bucket is laid out like the local folder', () => {
  const now = Date.UTC(2026, 10, 22, 8, 15);
  const local = [RAW_EVENTS, RAW_FAILED].map((folder) => `${folder}/${arrivalPartition(now)}/`);
  const [, rawEvents, rawFailed] = targets().map(({ Prefix }) => `raw/${evaluate(Prefix, now)}`);
  expect([rawEvents, rawFailed]).toEqual(local);
});

test('what cannot be delivered is kept apart, by its reason', () => {
  expect(targets()).toHaveLength(3);
  for (const { Prefix, ErrorOutputPrefix } of targets()) {
    expect(ErrorOutputPrefix).toContain('!{firehose:error-output-type}');
    expect(ErrorOutputPrefix).toMatch(/^undelivered\//);
    expect(Prefix).not.toMatch(/^undelivered/);
    // Every expression is one that Firehose knows in that place.
    expect(evaluate(Prefix, 0)).not.toContain('!{');
  }
});

test('events become Parquet of at least the buffer AWS demands, and stay as JSON beside it', () => {
  template.hasResourceProperties(STREAM, {
    DeliveryStreamType: 'DirectPut',
    [DESTINATION]: {
      BufferingHints: { SizeInMBs: 128, IntervalInSeconds: 60 },
      CompressionFormat: Match.absent(),
      DataFormatConversionConfiguration: {
        Enabled: true,
        InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
        OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
        SchemaConfiguration: { DatabaseName: 'footfall', VersionId: 'LATEST' },
      },
      S3BackupMode: 'Enabled',
      S3BackupConfiguration: { CompressionFormat: 'GZIP' },
    },
  });
});

test('failed events are plain JSON', () => {
  template.hasResourceProperties(STREAM, {
    [DESTINATION]: {
      DataFormatConversionConfiguration: Match.absent(),
      CompressionFormat: 'GZIP',
      Prefix: Match.stringLikeRegexp('^failed/'),
    },
  });
});

test('buckets are private, encrypted, over TLS only, bounded in time, and outlive the stack', () => {
  const buckets = template.findResources('AWS::S3::Bucket');
  expect(Object.keys(buckets)).toHaveLength(3);
  template.allResources('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      BucketEncryption: Match.anyValue(),
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }),
        ]),
      },
    },
  });
  template.resourceCountIs('AWS::S3::BucketPolicy', 3);
  template.allResources('AWS::S3::BucketPolicy', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
  const told = Object.entries(buckets).filter(
    ([, { Properties }]) => Properties.NotificationConfiguration,
  );
  expect(told.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['LakeRaw', 'LakeProcessed']);
  template.allResourcesProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ]),
    },
  });
});

test('every prefix that is written expires', () => {
  const rules = Object.values(template.findResources('AWS::S3::Bucket')).flatMap((bucket) =>
    z
      .array(z.object({ Prefix: z.string().optional(), ExpirationInDays: z.number().optional() }))
      .parse(bucket.Properties.LifecycleConfiguration.Rules),
  );
  const expiring = rules.flatMap(({ Prefix, ExpirationInDays }) =>
    Prefix && ExpirationInDays ? [Prefix] : [],
  );
  for (const { Prefix, ErrorOutputPrefix } of targets()) {
    expect(expiring.some((prefix) => Prefix.startsWith(prefix))).toBe(true);
    expect(expiring.some((prefix) => ErrorOutputPrefix.startsWith(prefix))).toBe(true);
  }
});

test('no role has a wildcard action, or a resource wider than its own', () => {
  expect(statements().length).toBeGreaterThan(6);
  for (const { Action, Resource } of statements()) {
    for (const action of [Action].flat()) expect(action).toMatch(/^[a-z0-9]+:[A-Z][A-Za-z0-9]+$/);
    for (const resource of [Resource].flat()) {
      expect(flat(resource)).not.toBe('*');
      expect(flat(resource)).not.toMatch(/:\*$/);
    }
  }
});

test('Firehose may write, and delete nothing', () => {
  const s3 = statements().flatMap(({ Action }) =>
    [Action].flat().filter((action) => action.startsWith('s3:')),
  );
  expect([...new Set(s3)].sort()).toEqual([
    's3:AbortMultipartUpload',
    's3:GetBucketLocation',
    's3:GetObject',
    's3:ListBucket',
    's3:ListBucketMultipartUploads',
    's3:PutObject',
  ]);
  const glue = statements().flatMap(({ Action }) =>
    [Action].flat().filter((action) => action.startsWith('glue:')),
  );
  // All three are what format conversion asks for.
  expect([...new Set(glue)].sort()).toEqual([
    'glue:GetTable',
    'glue:GetTableVersion',
    'glue:GetTableVersions',
  ]);
  // The roles are all ours: none of the library's own slipped in.
  template.resourceCountIs('AWS::IAM::Role', 2);
  template.allResourcesProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'firehose.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    },
  });
});

test('each stream may write where it delivers, and nowhere else', () => {
  const written = (name: string) => {
    const found = Object.entries(template.findResources('AWS::IAM::Policy')).find(([id]) =>
      id.startsWith(name),
    );
    return policy
      .parse(found?.[1])
      .Properties.PolicyDocument.Statement.filter(({ Action }) =>
        [Action].flat().includes('s3:PutObject'),
      )
      .flatMap(({ Resource }) => [Resource].flat().map(flat));
  };
  expect(written('DeliveryEventsPolicy')).toEqual([
    '<arn:LakeProcessed>/landing/events/*',
    '<arn:LakeProcessed>/undelivered/*',
    '<arn:LakeRaw>/events/*',
    '<arn:LakeRaw>/undelivered/*',
  ]);
  expect(written('DeliveryFailedPolicy')).toEqual([
    '<arn:LakeRaw>/failed/*',
    '<arn:LakeRaw>/undelivered/*',
  ]);
});

test('a stream waits for the policy of its role', () => {
  const streams = Object.values(template.findResources(STREAM));
  expect(streams.map(({ DependsOn }) => [DependsOn].flat().length)).toEqual([1, 1]);
});

test('a server may put records into the two streams, and that is all', () => {
  const ingest = statements().find(({ Action }) =>
    [Action].flat().includes('firehose:PutRecordBatch'),
  );
  // The second is what the start-up check calls.
  expect(ingest?.Action).toEqual(['firehose:PutRecordBatch', 'firehose:DescribeDeliveryStream']);
  expect([ingest?.Resource].flat().map(flat)).toEqual([
    '<arn:DeliveryEvents>',
    '<arn:DeliveryFailed>',
  ]);
});

test('the outputs name the settings they are for', () => {
  const described = Object.values(template.findOutputs('*'))
    .map(({ Description }) => String(Description))
    .flatMap((text) => text.match(/FOOTFALL_[A-Z_]+/g) ?? []);
  expect(described).toEqual([
    'FOOTFALL_FIREHOSE_STREAM',
    'FOOTFALL_FIREHOSE_FAILED_STREAM',
    'FOOTFALL_RAW_BUCKET',
    'FOOTFALL_PROCESSED_BUCKET',
    'FOOTFALL_STATE_FOLDER',
  ]);
  for (const name of described) expect(Object.keys(SETTINGS)).toContain(name);
  template.hasOutput('EventsStream', { Value: { Ref: Match.stringLikeRegexp('^DeliveryEvents') } });
  template.hasOutput('FailedStream', { Value: { Ref: Match.stringLikeRegexp('^DeliveryFailed') } });
});
