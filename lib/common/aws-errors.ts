import { z } from 'zod';

/** What the AWS SDK's errors have in common; they are told apart by name and status, not by class. */
const sdkError = z.object({
  name: z.string().catch('Error'),
  message: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  $metadata: z
    .object({
      httpStatusCode: z.number().optional(),
      clockSkewCorrected: z.boolean().optional(),
    })
    .optional()
    .catch(undefined),
});

/** Answers with a 4xx status that pass: too fast, or the quota is used up for now. */
const THROTTLING = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'ServiceUnavailableException',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** Faults found before anything was sent; they last until someone acts. */
const SETUP = new Set(['CredentialsProviderError', 'TokenProviderError']);
const NO_REGION = 'Region is missing';

/**
 * Whether the same request may go through a moment later: yes for throttling, faults of the service,
 * the network and time-outs; no where AWS says that the request or the account is wrong.
 */
export function isWorthRetrying(error: unknown): boolean {
  const { name, message, $metadata } = read(error);
  if (THROTTLING.has(name)) return true;
  if (SETUP.has(name) || message.startsWith(NO_REGION)) return false;
  // The SDK has just set its clock by the server's: the next signature will be right.
  if ($metadata?.clockSkewCorrected) return true;
  const status = $metadata?.httpStatusCode;
  if (status === undefined) return true;
  return status < 400 || status >= 500 || status === 408 || status === 429;
}

/** The error in AWS's own words, with its name or code in front. */
export function describeError(error: unknown): string {
  const { name, message, code } = read(error);
  const label = name === 'Error' ? code : name;
  if (!label || message.includes(label)) return message || name;
  return message ? `${label}: ${message}` : label;
}

function read(error: unknown): z.infer<typeof sdkError> {
  const parsed = sdkError.safeParse(error);
  return parsed.success ? parsed.data : { name: 'Error', message: String(error) };
}
