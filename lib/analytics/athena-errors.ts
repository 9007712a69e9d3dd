import { describeError } from '@/lib/common/aws-errors';
import { QueryError, type QueryErrorCode } from './query-engine';

/** How a query ended that gave no answer. */
export interface FailedExecution {
  readonly state: 'FAILED' | 'CANCELLED';
  readonly reason: string;
  /** 1 Athena's own trouble, 2 the caller's, 3 other. */
  readonly category: number | undefined;
}

/** What AWS's words mean to whoever asked, and what to do; the first sign that is found speaks. */
const KNOWN: readonly (readonly [sign: RegExp, code: QueryErrorCode, help: string])[] = [
  [
    /bytes scanned limit/i,
    'failed',
    'The workgroup limits what one query may read: ask for fewer days, or raise its limit.',
  ],
  [
    /exhausted resources/i,
    'failed',
    'The query is too heavy for Athena as it is: ask for fewer days or groups at once.',
  ],
  [
    /CredentialsProvider|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|InvalidSignature|MissingAuthenticationToken/,
    'unavailable',
    'This server has no valid AWS credentials: see which of them `aws sts get-caller-identity` finds here.',
  ],
  [
    /access ?denied|permission denied|insufficient (permissions|privileges)|not authorized|lack of permission/i,
    'unavailable',
    "The role of this server lacks a permission: it needs Athena on the workgroup, Glue on the database's tables, and S3 on their data and on the results.",
  ],
  [
    /output ?location|output bucket/i,
    'unavailable',
    'Set FOOTFALL_ATHENA_OUTPUT to a folder in S3 that the role may write to, or give the workgroup one.',
  ],
  [
    /work ?group .*(not found|disabled)|work ?group is not/i,
    'unavailable',
    'FOOTFALL_ATHENA_WORKGROUP has to name a workgroup of this region that is enabled.',
  ],
  [
    /SCHEMA_NOT_FOUND|TABLE_NOT_FOUND|(table|schema|database) .*(does not exist|not found)/i,
    'invalid',
    'If it is one of Footfall’s tables, see that FOOTFALL_ATHENA_DATABASE is the right database and that its tables are made.',
  ],
  [
    /HIVE_(BAD_DATA|CANNOT_OPEN_SPLIT|CURSOR_ERROR|FILESYSTEM_ERROR|INVALID_METADATA)/,
    'failed',
    'Athena could not read what lies in S3: the files and the table may differ in their columns.',
  ],
  [
    /TooManyRequests|Throttl|CONCURRENT_QUERY_LIMIT|Rate exceeded|SlowDown/i,
    'unavailable',
    'Athena takes no more at the moment: the account’s quota of queries or calls is used up. Ask again in a minute.',
  ],
];

/** What a call to Athena that did not go through means to whoever asked. */
export function callError(error: unknown, region: string): QueryError {
  const words = describeError(error);
  const { name } = error as { name?: unknown };
  const otherwise = name === 'InvalidRequestException' ? 'invalid' : 'unavailable';
  return inWords(`Athena in ${region}: ${words}`, otherwise, error);
}

/** What a query that ended without an answer means to whoever asked. */
export function executionError({ state, reason, category }: FailedExecution): QueryError {
  if (state === 'FAILED')
    return inWords(`Athena: ${reason}`, category === 2 ? 'invalid' : 'failed');
  return inWords(`Athena stopped the query: ${reason || 'somebody cancelled it'}`, 'cancelled');
}

function inWords(words: string, otherwise: QueryErrorCode, cause?: unknown): QueryError {
  const known = KNOWN.find(([sign]) => sign.test(words));
  const text = words.replace(/\.?\s*$/, '');
  const message = known ? `${text}. ${known[2]}` : text;
  return new QueryError(known?.[1] ?? otherwise, message, cause ? { cause } : {});
}
