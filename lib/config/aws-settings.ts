import { z } from 'zod';
import { wholeNumber } from './whole-number';

/** A bucket and, where there is one, the folder in it. */
const S3_FOLDER = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/((?:[A-Za-z0-9._=-]+\/)*))?$/;
const s3Folder = z
  .string()
  .regex(S3_FOLDER, { error: 'give a folder in S3, such as s3://bucket/folder/' })
  .optional();

const bucket = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: 'give the name of a bucket' })
  .optional();

/** What `aws` mode speaks to. */
export const AWS_SETTINGS = {
  FOOTFALL_FIREHOSE_STREAM: {
    rule: z.string().min(1).max(64).optional(),
    doc: 'Firehose stream of events; required in `aws` mode.',
  },
  FOOTFALL_FIREHOSE_FAILED_STREAM: {
    rule: z.string().min(1).max(64).optional(),
    doc: 'Firehose stream of failed events; required in `aws` mode.',
  },
  FOOTFALL_ATHENA_DATABASE: {
    rule: z
      .string()
      .regex(/^[a-z0-9_]{1,255}$/, { error: 'give a Glue database: a-z, 0-9 and _' })
      .optional(),
    doc: 'Glue database that Athena answers the dashboards from; without it they say that there is none.',
  },
  FOOTFALL_ATHENA_WORKGROUP: {
    rule: z
      .string()
      .regex(/^[a-zA-Z0-9._-]{1,128}$/, { error: 'give the name of a workgroup' })
      .default('primary'),
    doc: 'Athena workgroup of the queries.',
  },
  FOOTFALL_ATHENA_OUTPUT: {
    rule: s3Folder,
    doc: 'Folder in S3 that Athena writes results to, `s3://bucket/folder/`; the workgroup’s own otherwise.',
  },
  FOOTFALL_ATHENA_REUSE_MINUTES: {
    rule: wholeNumber(0, 10_080).default(0),
    doc: 'How old an answer to the same question may be that Athena gives again at no cost; 0 asks anew. It never does where FOOTFALL_ATHENA_OUTPUT is set.',
  },
  FOOTFALL_STATE_FOLDER: {
    rule: s3Folder,
    doc: 'Folder in S3 of saved views in `aws` mode, `s3://bucket/folder/`; the data folder otherwise. Set it where several servers share them.',
  },
  FOOTFALL_RAW_BUCKET: {
    rule: bucket,
    doc: 'Bucket of events as they came; what `npm run redrive` and `npm run lake -- sync` work on in `aws` mode, and where the admin reads failed events.',
  },
  FOOTFALL_PROCESSED_BUCKET: {
    rule: bucket,
    doc: 'Bucket of events as Parquet, likewise; where `npm run backfill -- --to s3` writes to.',
  },
  FOOTFALL_CLOUDWATCH: {
    rule: z.enum(['on', 'off']).default('on'),
    doc: '`off`: in `aws` mode the server neither writes its metrics to its output nor asks CloudWatch; its own counters remain.',
  },
  FOOTFALL_METRICS_NAMESPACE: {
    rule: z
      .string()
      .regex(/^(?!AWS\/)[A-Za-z0-9._#:/-]{1,255}$/, {
        error: 'give a namespace: letters, digits and . _ # : / -, not beginning with AWS/',
      })
      .default('Footfall'),
    doc: 'Namespace in CloudWatch of the server’s own metrics.',
  },
  FOOTFALL_ALARM_PREFIX: {
    rule: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,100}$/, { error: 'give the beginning of a name of alarms' })
      .default('footfall-'),
    doc: 'What the names of this deployment’s alarms in CloudWatch begin with.',
  },
  AWS_REGION: {
    rule: z.string().min(1).optional(),
    doc: 'Region of the AWS services; required in `aws` mode. The other standard `AWS_*` variables are honoured too.',
  },
  FOOTFALL_ASSUME_ROLE_ARN: {
    rule: z.string().startsWith('arn:').optional(),
    doc: 'Role to assume on top of the found credentials, for another account.',
  },
} as const;

type AwsSettings = {
  readonly [N in keyof typeof AWS_SETTINGS]?: z.infer<(typeof AWS_SETTINGS)[N]['rule']> | undefined;
};

/** What is wrong between the settings of aws mode. */
export function awsProblems(values: AwsSettings): { name: string; message: string }[] {
  const required = [
    'FOOTFALL_FIREHOSE_STREAM',
    'FOOTFALL_FIREHOSE_FAILED_STREAM',
    'AWS_REGION',
  ] as const;
  const problems: { name: string; message: string }[] = required
    .filter((name) => !values[name])
    .map((name) => ({ name, message: 'required in aws mode' }));
  if (!values.FOOTFALL_ATHENA_DATABASE && values.FOOTFALL_ATHENA_OUTPUT) {
    const message = 'required where FOOTFALL_ATHENA_OUTPUT is set: it names the tables to ask';
    problems.push({ name: 'FOOTFALL_ATHENA_DATABASE', message });
  }
  if (values.FOOTFALL_ATHENA_OUTPUT && values.FOOTFALL_ATHENA_REUSE_MINUTES) {
    const message =
      'Athena reuses no answer where a query says itself where results go: give the folder to the workgroup instead of FOOTFALL_ATHENA_OUTPUT, or leave this at 0';
    problems.push({ name: 'FOOTFALL_ATHENA_REUSE_MINUTES', message });
  }
  return problems;
}

/** Where aws mode delivers to; null where a setting is missing. */
export function awsDelivery(settings: AwsSettings) {
  const { AWS_REGION, FOOTFALL_FIREHOSE_STREAM, FOOTFALL_FIREHOSE_FAILED_STREAM } = settings;
  if (!AWS_REGION || !FOOTFALL_FIREHOSE_STREAM || !FOOTFALL_FIREHOSE_FAILED_STREAM) return null;
  return {
    region: AWS_REGION,
    streams: { events: FOOTFALL_FIREHOSE_STREAM, failed: FOOTFALL_FIREHOSE_FAILED_STREAM },
  };
}

/** What Athena is asked through; null where no database is set. */
export function awsAnalytics(settings: AwsSettings) {
  const { FOOTFALL_ATHENA_DATABASE, FOOTFALL_ATHENA_WORKGROUP = 'primary' } = settings;
  if (!FOOTFALL_ATHENA_DATABASE) return null;
  const { FOOTFALL_ATHENA_OUTPUT, FOOTFALL_ATHENA_REUSE_MINUTES = 0 } = settings;
  return {
    database: FOOTFALL_ATHENA_DATABASE,
    workgroup: FOOTFALL_ATHENA_WORKGROUP,
    reuseMinutes: FOOTFALL_ATHENA_REUSE_MINUTES,
    ...(FOOTFALL_ATHENA_OUTPUT && { outputLocation: FOOTFALL_ATHENA_OUTPUT }),
  };
}

/** What CloudWatch is told and asked; null where it is left alone. */
export function awsMetrics(settings: AwsSettings) {
  if (settings.FOOTFALL_CLOUDWATCH === 'off') return null;
  const { FOOTFALL_METRICS_NAMESPACE = 'Footfall', FOOTFALL_ALARM_PREFIX = 'footfall-' } = settings;
  return {
    namespace: FOOTFALL_METRICS_NAMESPACE,
    alarmPrefix: FOOTFALL_ALARM_PREFIX,
    workgroup: awsAnalytics(settings)?.workgroup ?? null,
  };
}

/** The bucket and folder of saved state; null where it stays on this machine. */
export function awsState({ FOOTFALL_STATE_FOLDER = '' }: AwsSettings) {
  return s3Address(FOOTFALL_STATE_FOLDER);
}

/** The bucket and folder of `s3://bucket/folder/`; null where a text is no such address. */
export function s3Address(text: string): { bucket: string; prefix: string } | null {
  const [, bucket, prefix = ''] = S3_FOLDER.exec(text) ?? [];
  return bucket ? { bucket, prefix } : null;
}
