import { expect, test } from 'vitest';
import { describeError, isWorthRetrying } from './aws-errors';

const sdk = (name: string, status?: number, more = {}) =>
  Object.assign(new Error('as AWS puts it'), {
    name,
    $metadata: { httpStatusCode: status, ...more },
  });

test.each([
  ['a throttled call', sdk('ThrottlingException', 400)],
  ['a used-up quota', sdk('LimitExceededException', 400)],
  ['too many requests under any name', sdk('Whatever', 429)],
  ['a fault of the service', sdk('InternalFailure', 500)],
  ['a gateway in between', sdk('UnknownError', 502)],
  ['an answer that cannot be read', sdk('SyntaxError', 200)],
  [
    'a clock the SDK has just put right',
    sdk('InvalidSignatureException', 403, { clockSkewCorrected: true }),
  ],
  ['a cut connection', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  ['something that is no error', 'odd'],
])('%s is worth another try', (_, error) => {
  expect(isWorthRetrying(error)).toBe(true);
});

test.each([
  ['a wrong argument', sdk('InvalidArgumentException', 400)],
  ['a missing stream', sdk('ResourceNotFoundException', 400)],
  ['a missing permission', sdk('AccessDeniedException', 400)],
  ['an unknown key', sdk('UnrecognizedClientException', 403)],
  ['no credentials', sdk('CredentialsProviderError')],
  ['no region', new Error('Region is missing')],
])('%s is not', (_, error) => {
  expect(isWorthRetrying(error)).toBe(false);
});

test('the words are AWS’s own, with the name once', () => {
  expect(describeError(sdk('InvalidArgumentException'))).toBe(
    'InvalidArgumentException: as AWS puts it',
  );
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  expect(describeError(reset)).toBe('read ECONNRESET');
  expect(describeError(Object.assign(new Error(''), { code: 'ECONNREFUSED' }))).toBe(
    'ECONNREFUSED',
  );
  expect(describeError('odd')).toBe('odd');
});
