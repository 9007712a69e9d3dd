import { expect, test } from 'vitest';
import { statementsIn } from './checks/role-rules';
import { type Json, plain } from './checks/template';
import { ROLES, type RoleName } from './roles';
import { callsIn, callsOf } from './testing/aws-calls';
import { dataSide } from './testing/data-templates';
import { statement } from './testing/mistakes/mistake';

/** Who runs each file that calls AWS. */
const RUN_BY: Readonly<Record<string, readonly RoleName[]>> = {
  'lib/delivery/firehose.ts': ['ingest', 'operator', 'replay'],
  'lib/delivery/firehose-check.ts': ['ingest', 'operator'],
  'lib/analytics/athena-runner.ts': ['admin', 'erasure'],
  'lib/storage/s3.ts': ['admin', 'operator', 'erasure'],
  'lib/storage/s3-versions.ts': ['erasure'],
  'lib/monitoring/cloudwatch.ts': ['admin'],
  'lib/dashboards/quicksight.ts': ['embedding'],
  'lib/dashboards/quicksight-check.ts': ['embedding'],
};

/** What AWS does in the name of who asks Athena: reads the catalogue and the data, writes results. */
const BY_ATHENA = [
  'glue:GetDatabase',
  'glue:GetTable',
  'glue:GetTables',
  'glue:GetPartition',
  'glue:GetPartitions',
  's3:GetBucketLocation',
  's3:ListBucket',
  's3:GetObject',
  's3:PutObject',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
];
const ASKING = [
  'athena:StartQueryExecution',
  'athena:GetQueryExecution',
  'athena:GetQueryResults',
  'athena:StopQueryExecution',
];
/** Writing Iceberg: files of data and of metadata, and where the newest of these is. */
const WRITING = ['glue:UpdateTable', 's3:DeleteObject'];

/** What each role may do that none of our files calls. */
const BESIDES: Readonly<Record<RoleName, readonly string[]>> = {
  ingest: [],
  admin: BY_ATHENA,
  // Of the calls that lib/storage/s3.ts can make it takes those that read.
  replay: ['s3:ListBucket', 's3:GetObject'],
  embedding: [],
  operator: ['s3:GetBucketLocation', 'states:StartExecution'],
  models: [
    ...ASKING,
    ...BY_ATHENA,
    ...WRITING,
    'glue:CreateTable',
    'athena:GetDataCatalog',
    'states:ListExecutions',
  ],
  quicksight: [
    ...ASKING,
    ...BY_ATHENA,
    'athena:GetQueryResultsStream',
    'athena:GetWorkGroup',
    'athena:GetDataCatalog',
    'athena:GetDatabase',
    'athena:GetTableMetadata',
    'athena:ListDatabases',
    'athena:ListTableMetadata',
    'athena:ListDataCatalogs',
    'athena:ListWorkGroups',
  ],
  // S3 asks for another permission where a call names a version.
  erasure: [...BY_ATHENA, ...WRITING, 's3:GetObjectVersion', 's3:DeleteObjectVersion'],
};

const { part } = dataSide();
const CALLS = ['lib', 'server', 'app', 'cli', 'components', 'infra'].flatMap(callsOf);
const actionsOf = (role: RoleName) => ROLES[role].flatMap(({ actions }) => [...actions]);
const sorted = (actions: Iterable<string>) => [...new Set(actions)].sort();

test('every call of AWS is made by a file that a role is known for', () => {
  expect(CALLS.length).toBeGreaterThan(12);
  expect(sorted(CALLS.map(({ file }) => file))).toEqual(sorted(Object.keys(RUN_BY)));
});

test('a call that comes to the code is seen', () => {
  const text = `import {\n  S3Client,\n  CopyObjectCommand,\n  paginateListObjectVersions,\n} from '@aws-sdk/client-s3';`;
  expect(callsIn('x.ts', text).map(({ action }) => action)).toEqual([
    's3:CopyObject',
    's3:ListBucketVersions',
  ]);
});

test.each(Object.keys(ROLES) as RoleName[])(
  '%s may do what its code calls, and nothing else',
  (role) => {
    const called = CALLS.filter(({ file }) => RUN_BY[file]?.includes(role));
    expect(sorted(actionsOf(role))).toEqual(
      sorted([...called.map(({ action }) => action), ...BESIDES[role]]),
    );
  },
);

test('the policies are made of that list, each for its own role', () => {
  const policies: readonly [RoleName, Parameters<typeof part>[0], RegExp][] = [
    ['ingest', 'Delivery', /^Ingest/],
    ['admin', 'Analytics', /^Admin/],
    ['replay', 'Analytics', /^Replay/],
    ['operator', 'Analytics', /^Operator/],
    ['erasure', 'Analytics', /^Erasure/],
    ['models', 'Analytics', /^KeeperPolicy/],
    ['embedding', 'Quicksight', /^Embedding/],
    ['quicksight', 'Quicksight', /^QuicksightPolicy/],
  ];
  expect(sorted(policies.map(([role]) => role))).toEqual(sorted(Object.keys(ROLES)));
  for (const [role, name, id] of policies) {
    const statements = statementsIn(part(name)).filter(({ policy }) => id.test(policy));
    expect(sorted(statements.flatMap(({ actions }) => [...actions]))).toEqual(
      sorted(actionsOf(role)),
    );
  }
});

/** What a role's policy says of an action, its resources with names that only AWS knows as `…`. */
function resourcesFor(
  role: RegExp,
  action: string,
  of: Parameters<typeof part>[0] = 'Analytics',
): string[] {
  return statementsIn(part(of))
    .filter(({ policy, actions }) => role.test(policy) && actions.includes(action))
    .flatMap(({ resources }) =>
      resources.map((one) => plain(one).replaceAll('known.when.deployed', '…')),
    );
}

test('who answers the admin reads events and writes none of them', () => {
  expect(resourcesFor(/^Admin/, 's3:PutObject')).toEqual([
    '…/query-results/footfall/*',
    '…/state/*',
  ]);
  expect(resourcesFor(/^Admin/, 's3:DeleteObject')).toEqual(['…/state/*']);
  expect(resourcesFor(/^Admin/, 's3:GetObject')).toEqual([
    '…/tables/*',
    '…/landing/events/*',
    '…/query-results/footfall/*',
    '…/state/*',
  ]);
  expect(resourcesFor(/^Admin/, 'athena:StartQueryExecution')).toEqual([
    'arn:…:athena:…:…:workgroup/footfall',
  ]);
});

test('who replays reads raw, puts into the stream of events alone, and changes nothing that is kept', () => {
  const may = (action: string) => resourcesFor(/^Replay/, action);
  expect(may('s3:GetObject')).toEqual(['…/events/*', '…/failed/*']);
  const streams = resourcesFor(/^Ingest/, 'firehose:PutRecordBatch', 'Delivery');
  expect(streams).toHaveLength(2);
  expect(may('firehose:PutRecordBatch')).toHaveLength(1);
  const puts = statement(part('Analytics'), /^Replay/).find(
    ({ Action }: Json) => Action === 'firehose:PutRecordBatch',
  );
  // Its name is another stack's to give.
  expect(JSON.stringify(puts?.Resource)).toMatch(/^{"Fn::ImportValue":"[^"]*DeliveryEvents/);
  for (const action of ['s3:PutObject', 's3:DeleteObject', 'athena:StartQueryExecution']) {
    expect(may(action), action).toEqual([]);
  }
});

test('what keeps the tables writes them and nothing that came in', () => {
  expect(resourcesFor(/^KeeperPolicy/, 's3:DeleteObject')).toEqual(['…/tables/*']);
  expect(resourcesFor(/^KeeperPolicy/, 's3:PutObject')).toEqual([
    '…/query-results/footfall-tables/*',
    '…/tables/*',
    '…/keeper/held/*',
  ]);
});

const KEPT = [
  '…/events/*',
  '…/failed/*',
  '…/undelivered/*',
  '…/landing/events/*',
  '…/undelivered/*',
];

test('who removes a visitor reaches all that holds one, asks in a group of its own, and adds nothing', () => {
  const may = (action: string) => resourcesFor(/^Erasure/, action);
  const versions = ['…/tables/*', ...KEPT, '…/state/*', '…/query-results/*'];
  expect(may('s3:DeleteObject')).toEqual([...versions, '…/keeper/*']);
  expect(may('s3:DeleteObjectVersion')).toEqual(versions);
  expect(may('s3:PutObject')).toEqual([
    '…/query-results/footfall-tables/*',
    '…/tables/*',
    ...KEPT,
    '…/state/*',
    '…/keeper/*',
  ]);
  expect(may('athena:StartQueryExecution')).toEqual(['arn:…:athena:…:…:workgroup/footfall-tables']);
  // Neither makes tables nor drops any, nor sends events, nor runs the machine.
  for (const action of ['glue:CreateTable', 'glue:DeleteTable', 'firehose:PutRecordBatch']) {
    expect(may(action), action).toEqual([]);
  }
});

test('who sends again what was not delivered takes away that alone, and asks nothing', () => {
  const may = (action: string) => resourcesFor(/^Operator/, action);
  expect(may('s3:DeleteObject')).toEqual(['…/undelivered/*', '…/undelivered/*']);
  expect(may('s3:PutObject')).toEqual([
    '…/undelivered/*',
    '…/undelivered/*',
    '…/events/*',
    '…/failed/*',
    '…/landing/events/*',
  ]);
  expect(may('athena:StartQueryExecution')).toEqual([]);
  expect(may('states:StartExecution')).toEqual(['arn:…:states:…:…:stateMachine:footfall-tables']);
});

test('Firehose writes below its prefixes, reads one table, and logs to one group', () => {
  for (const [role, writes, tables] of [
    [
      /^DeliveryEventsPolicy/,
      ['…/landing/events/*', '…/undelivered/*', '…/events/*', '…/undelivered/*'],
      ['catalog', 'database/footfall', 'table/footfall/events_landing'],
    ],
    [/^DeliveryFailedPolicy/, ['…/failed/*', '…/undelivered/*'], []],
  ] as const) {
    const may = (action: string) => resourcesFor(role, action, 'Delivery');
    expect(may('s3:PutObject')).toEqual(writes);
    expect(may('s3:DeleteObject')).toEqual([]);
    expect(may('glue:GetTable')).toEqual(tables.map((one) => `arn:…:glue:…:…:${one}`));
    expect(may('logs:PutLogEvents')).toEqual(['…']);
  }
});

test('the role of the admin is what a console of SQL needs', () => {
  const may = (action: string) => resourcesFor(/^Admin/, action);
  for (const action of ['GetQueryExecution', 'GetQueryResults', 'StopQueryExecution']) {
    expect(may(`athena:${action}`)).toEqual(['arn:…:athena:…:…:workgroup/footfall']);
  }
  const relations = may('glue:GetTable').filter((one) => one.includes(':table/'));
  expect(relations.length).toBeGreaterThan(10);
  expect(relations.filter((one) => !/:table\/footfall\/[a-z_]+$/.test(one))).toEqual([]);
  expect(may('glue:GetDatabase').filter((one) => one.includes(':database/'))).toEqual([
    'arn:…:glue:…:…:database/footfall',
    'arn:…:glue:…:…:database/default',
  ]);
  // Of Athena's own database it learns that it is there, and no table.
  expect(may('glue:GetTables')).not.toContain('arn:…:glue:…:…:database/default');
  for (const action of ['glue:UpdateTable', 'glue:CreateTable', 'firehose:PutRecordBatch']) {
    expect(may(action), action).toEqual([]);
  }
});
