import { describeError } from '@/lib/common/aws-errors';
import { EmbedError, type EmbedFault } from './dashboard-provider';

interface Asked {
  readonly region: string;
  readonly dashboard: string;
  readonly domain: string;
}

/** What AWS's words mean to whoever asked, and what to do; the first sign that is found speaks. */
const KNOWN: readonly (readonly [RegExp, EmbedFault, (asked: Asked) => string])[] = [
  [
    /CredentialsProvider|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|InvalidSignature|MissingAuthenticationToken/,
    'credentials',
    () => 'This server has no valid AWS credentials.',
  ],
  [
    /AllowedDomains|DomainNotWhitelisted|allowed ?domain|embedding domain/i,
    'domain',
    ({ domain }) =>
      `QuickSight does not allow its dashboards to be framed at ${domain}: allow that address under Manage QuickSight, Domains and embedding, and in a condition on quicksight:AllowedEmbeddingDomains where the role has one.`,
  ],
  [
    /UnsupportedPricingPlan/,
    'pricing',
    () =>
      'Sessions of nobody in particular take session capacity pricing: buy it, or set FOOTFALL_QUICKSIGHT_USER.',
  ],
  [
    /UnsupportedUserEdition|not subscribed|no subscription|not signed up|subscription/i,
    'subscription',
    () =>
      'The account has no QuickSight subscription that embeds dashboards: Enterprise edition does.',
  ],
  [
    /QuickSightUserNotFound|user .*(not found|does not exist)/i,
    'user',
    () => 'FOOTFALL_QUICKSIGHT_USER names nobody in QuickSight: register that user first.',
  ],
  [
    /ResourceNotFound/,
    'unknown_dashboard',
    ({ dashboard, region }) =>
      `There is no dashboard ${dashboard} in ${region}: see FOOTFALL_QUICKSIGHT_DASHBOARDS.`,
  ],
  [
    /access ?denied|not authorized/i,
    'permission',
    () =>
      'The role of this server needs quicksight:GenerateEmbedUrlForRegisteredUser on the user, or GenerateEmbedUrlForAnonymousUser on the namespace and each dashboard, and the dashboard has to be shared with that user.',
  ],
  [
    /Throttl|Rate exceeded|TooManyRequests/i,
    'busy',
    () => 'QuickSight takes no more at the moment: try again in a minute.',
  ],
];

/** A call to QuickSight that did not go through, in AWS's words and ours. */
export function embedError(error: unknown, asked: Asked): EmbedError {
  if (error instanceof EmbedError) return error;
  const words = describeError(error).replace(/\.?\s*$/, '');
  const known = KNOWN.find(([sign]) => sign.test(words));
  const help = known ? ` ${known[2](asked)}` : '';
  const message = `QuickSight in ${asked.region}: ${words}.${help}`;
  return new EmbedError(known?.[1] ?? 'unavailable', message, { cause: error });
}
