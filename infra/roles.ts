/** What a role may touch, by what it is rather than by its ARN. */
export type Place =
  | 'streams'
  | 'stream of events'
  | 'raw bucket'
  | 'processed bucket'
  | 'raw objects'
  | 'raw undelivered'
  | 'landing objects'
  | 'processed undelivered'
  | 'table objects'
  | 'query results'
  /** Those of every workgroup. */
  | 'all query results'
  | 'state objects'
  /** Where somebody has the tables left alone, and where a run says that they are. */
  | 'keeper objects'
  | 'keeper marks'
  | 'workgroup'
  | 'data catalog'
  | 'catalog'
  | 'database'
  /** Athena's own `default`, at which it looks whatever is asked; it holds nothing of ours. */
  | 'default database'
  | 'tables'
  | 'keeper machine'
  | 'dashboards of QuickSight'
  | 'users of QuickSight'
  /** The action knows no resource: AWS takes nothing but `*`. */
  | 'everything';

export interface Grant {
  readonly actions: readonly string[];
  readonly on: readonly Place[];
}

const grant = (actions: readonly string[], ...on: readonly Place[]): Grant => ({ actions, on });

const READ_BUCKET = ['s3:GetBucketLocation', 's3:ListBucket'] as const;
/** Athena writes results in parts, as whoever asks. */
const WRITE_PARTS = [
  's3:GetObject',
  's3:PutObject',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
] as const;
const ASK = [
  'athena:StartQueryExecution',
  'athena:GetQueryExecution',
  'athena:GetQueryResults',
  'athena:StopQueryExecution',
] as const;
const READ_CATALOG = [
  'glue:GetDatabase',
  'glue:GetTable',
  'glue:GetTables',
  'glue:GetPartition',
  'glue:GetPartitions',
] as const;

const READ_VERSIONS = ['s3:GetObject', 's3:GetObjectVersion'] as const;
const DELETE_VERSIONS = ['s3:DeleteObject', 's3:DeleteObjectVersion'] as const;

/** Reading the tables and what landed, through the workgroup. */
const QUESTIONS: readonly Grant[] = [
  grant(ASK, 'workgroup'),
  grant(READ_CATALOG, 'catalog', 'database', 'tables'),
  grant(['glue:GetDatabase'], 'default database'),
  grant(READ_BUCKET, 'processed bucket'),
  grant(['s3:GetObject'], 'table objects', 'landing objects'),
  grant(WRITE_PARTS, 'query results'),
];

/**
 * Which calls to AWS each role may make: one list, from which the policies are made and to which a
 * test holds the calls that the code can make. Who takes what the public sends shares no role with who
 * reads; who reads may put, which is what a replay is.
 */
export const ROLES = {
  /** A server that takes events. The second call is the start-up check's. */
  ingest: [grant(['firehose:PutRecordBatch', 'firehose:DescribeDeliveryStream'], 'streams')],

  /** A server that answers the admin: numbers, saved views, health. Orders take `ingest` besides. */
  admin: [
    ...QUESTIONS,
    grant(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], 'state objects'),
    grant(['cloudwatch:GetMetricData', 'cloudwatch:DescribeAlarms'], 'everything'),
  ],

  /**
   * What the admin needs besides to find an event's line and to replay what failed after a fix: reads raw,
   * puts into the stream of events alone, and neither changes nor removes what is kept.
   */
  replay: [
    grant(['s3:ListBucket'], 'raw bucket'),
    grant(['s3:GetObject'], 'raw objects'),
    grant(['firehose:PutRecordBatch'], 'stream of events'),
  ],

  /** Frames of QuickSight, for a server that shows them. */
  embedding: [
    grant(['quicksight:DescribeDashboard'], 'dashboards of QuickSight'),
    grant(
      [
        'quicksight:GenerateEmbedUrlForRegisteredUser',
        'quicksight:GenerateEmbedUrlForAnonymousUser',
      ],
      'users of QuickSight',
      'dashboards of QuickSight',
    ),
  ],

  /** `npm run redrive`, `lake -- sync` and `backfill -- --to s3`, from an operator's machine. */
  operator: [
    grant(READ_BUCKET, 'raw bucket', 'processed bucket'),
    grant(
      ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      'raw undelivered',
      'processed undelivered',
    ),
    grant(['s3:GetObject', 's3:PutObject'], 'raw objects', 'landing objects'),
    grant(['firehose:PutRecordBatch', 'firehose:DescribeDeliveryStream'], 'streams'),
    grant(['states:StartExecution'], 'keeper machine'),
  ],

  /** The state machine that keeps the tables. */
  models: [
    ...QUESTIONS,
    grant(['athena:GetDataCatalog'], 'data catalog'),
    grant(['glue:CreateTable', 'glue:UpdateTable'], 'catalog', 'database', 'tables'),
    grant([...WRITE_PARTS, 's3:DeleteObject'], 'table objects'),
    grant(['s3:PutObject'], 'keeper marks'),
    grant(['states:ListExecutions'], 'keeper machine'),
  ],

  /** QuickSight's data source: reads what it is asked for, and looks what there is to ask. */
  quicksight: [
    ...QUESTIONS,
    grant(['athena:GetQueryResultsStream', 'athena:GetWorkGroup'], 'workgroup'),
    grant(
      [
        'athena:GetDataCatalog',
        'athena:GetDatabase',
        'athena:GetTableMetadata',
        'athena:ListDatabases',
        'athena:ListTableMetadata',
      ],
      'data catalog',
    ),
    grant(['athena:ListDataCatalogs', 'athena:ListWorkGroups'], 'everything'),
  ],

  /**
   * `npm run erase` in aws mode, from an operator's machine: rewrites objects that hold a visitor, old
   * versions of them included, deletes their rows from the tables, blacks out what was saved.
   */
  erasure: [
    ...QUESTIONS,
    grant(['glue:UpdateTable'], 'catalog', 'database', 'tables'),
    grant(READ_BUCKET, 'raw bucket'),
    grant(['s3:ListBucketVersions'], 'raw bucket', 'processed bucket'),
    grant([...WRITE_PARTS, 's3:DeleteObject', 's3:DeleteObjectVersion'], 'table objects'),
    grant(
      [...READ_VERSIONS, ...DELETE_VERSIONS, 's3:PutObject'],
      'raw objects',
      'raw undelivered',
      'landing objects',
      'processed undelivered',
      'state objects',
    ),
    grant([...READ_VERSIONS, ...DELETE_VERSIONS], 'all query results'),
    grant(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], 'keeper objects'),
  ],
} as const satisfies Readonly<Record<string, readonly Grant[]>>;

export type RoleName = keyof typeof ROLES;

/** The ARNs behind the places; a place that a role names and nobody gives is an error. */
export type Places = Readonly<Partial<Record<Place, readonly string[]>>>;
