import { expect, test } from 'vitest';
import { callError, executionError } from './athena-errors';

const sdk = (name: string, message: string, httpStatusCode = 400) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

test.each([
  ['InvalidRequestException', "line 1:8: mismatched input 'FROM'", 'invalid', /mismatched/],
  ['InvalidRequestException', 'WorkGroup x is not found.', 'unavailable', /FOOTFALL_ATHENA_WORKG/],
  ['InvalidRequestException', 'No output location provided.', 'unavailable', /_ATHENA_OUTPUT/],
  [
    'InvalidRequestException',
    'Unable to verify/create output bucket b',
    'unavailable',
    /_ATHENA_OUTPUT/,
  ],
  [
    'AccessDeniedException',
    'User x is not authorized to perform: athena:StartQueryExecution',
    'unavailable',
    /athena:StartQueryExecution.*lacks a permission/,
  ],
  ['CredentialsProviderError', 'Could not load credentials', 'unavailable', /get-caller-identity/],
  ['ExpiredTokenException', 'The security token has expired', 'unavailable', /credentials/],
  ['ThrottlingException', 'Rate exceeded', 'unavailable', /quota/],
  ['TooManyRequestsException', 'too many', 'unavailable', /quota/],
  ['InternalServerException', 'oops', 'unavailable', /oops/],
  ['Error', 'connect ECONNREFUSED', 'unavailable', /^Athena in eu-west-1: connect ECONNREFUSED$/],
])('a call that failed with %s (%s) is %s', (name, message, code, words) => {
  const error = callError(sdk(name, message), 'eu-west-1');
  expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
});

test.each([
  ['FAILED', 2, 'SYNTAX_ERROR: line 1:8: x', 'invalid', /SYNTAX_ERROR/],
  ['FAILED', 2, "TABLE_NOT_FOUND: Table 'a.b.c' does not exist", 'invalid', /_ATHENA_DATABASE/],
  ['FAILED', 2, 'Insufficient permissions to execute the query.', 'unavailable', /lacks a perm/],
  ['FAILED', 2, 'Permission denied on S3 path: s3://b/x', 'unavailable', /lacks a permission/],
  ['FAILED', 1, 'GENERIC_INTERNAL_ERROR: null', 'failed', /GENERIC/],
  ['FAILED', undefined, '', 'failed', /Athena/],
  ['FAILED', 2, 'Query exhausted resources at this scale factor', 'failed', /too heavy/],
  ['FAILED', 2, 'HIVE_BAD_DATA: Field x has type y', 'failed', /differ in their columns/],
  ['CANCELLED', undefined, 'Bytes scanned limit was exceeded', 'failed', /fewer days/],
  ['CANCELLED', undefined, '', 'cancelled', /somebody/],
] as const)(
  'a query that ended %s (category %s, %s) is %s',
  (state, category, reason, code, words) => {
    const error = executionError({ state, reason, category });
    expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
  },
);
