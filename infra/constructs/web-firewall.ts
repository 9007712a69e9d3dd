import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** Requests of one address in five minutes, before it is turned away for as long as it goes on. */
export const RATE_LIMITS = {
  /** An office behind one address, or thirty simulated shoppers at once. */
  all: 10_000,
  /** Signing in; the server counts failures by itself, ten in a quarter of an hour. */
  signIn: 100,
} as const;

/**
 * Limits the rate of an address and nothing else. AWS's own rule groups are left out with intent: they
 * turn robots away, which this project labels and keeps, and bodies over 8 KB, which batches are.
 */
export class WebFirewall extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const rate = (name: string, priority: number, limit: number, startsWith?: string) => ({
      name,
      priority,
      action: { block: { customResponse: { responseCode: 429 } } },
      statement: {
        rateBasedStatement: {
          limit,
          evaluationWindowSec: 300,
          aggregateKeyType: 'IP',
          ...(startsWith && {
            scopeDownStatement: {
              byteMatchStatement: {
                fieldToMatch: { uriPath: {} },
                positionalConstraint: 'STARTS_WITH',
                searchString: startsWith,
                // As the server reads it: /api/%61uth/ is that path as well.
                textTransformations: [
                  { priority: 0, type: 'URL_DECODE' },
                  { priority: 1, type: 'NORMALIZE_PATH' },
                ],
              },
            },
          }),
        },
      },
      visibilityConfig: metrics(name),
    });
    const acl = new CfnWebACL(this, 'Acl', {
      description: 'Footfall: rate of one address',
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      rules: [
        rate('sign-in', 0, RATE_LIMITS.signIn, '/api/auth/'),
        rate('all-requests', 1, RATE_LIMITS.all),
      ],
      visibilityConfig: metrics('footfall-web'),
    });
    this.arn = acl.attrArn;
  }
}

/** Counts, but no samples: they would hold addresses, which nothing here stores. */
function metrics(metricName: string) {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
