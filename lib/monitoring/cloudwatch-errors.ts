import { describeError } from '@/lib/common/aws-errors';
import { MetricsUnavailable } from './metric-store';

/** What AWS's words mean to whoever asked, and what to do; the first sign that is found speaks. */
const KNOWN: readonly (readonly [sign: RegExp, help: (call: string) => string])[] = [
  [
    /CredentialsProvider|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|InvalidSignature|MissingAuthenticationToken/,
    () =>
      'This server has no valid AWS credentials: see which of them `aws sts get-caller-identity` finds here.',
  ],
  [
    /access ?denied|not authorized/i,
    (call) => `The role of this server needs cloudwatch:${call} on *, which has no resources.`,
  ],
  [
    /Throttl|Rate exceeded|LimitExceeded/i,
    () => 'CloudWatch takes no more at the moment: ask again in a minute.',
  ],
  [
    /InvalidParameter|ValidationError/i,
    () => 'A setting that names something in CloudWatch is not as CloudWatch wants it.',
  ],
];

/** A call to CloudWatch that did not go through, in AWS's words and ours. */
export function unavailable(error: unknown, call: string, region: string): MetricsUnavailable {
  const words = describeError(error).replace(/\.?\s*$/, '');
  const known = KNOWN.find(([sign]) => sign.test(words));
  const help = known ? ` ${known[1](call)}` : '';
  return new MetricsUnavailable(`CloudWatch in ${region}: ${words}.${help}`, { cause: error });
}
