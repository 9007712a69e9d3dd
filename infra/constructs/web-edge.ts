import { Aws, Duration, Names, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { VpcOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { WebConfig } from '../web-config';

/** What enrichment reads the location from. */
const COUNTRY_HEADERS = ['CloudFront-Viewer-Country', 'CloudFront-Viewer-Country-Region'] as const;

/**
 * A question of the admin is given up by the server after half a minute, in words; CloudFront's own 30 s
 * would put an empty 504 in their place. The load balancer waits as long.
 */
const ANSWER = Duration.seconds(60);

/** Statuses that pass. CloudFront would give one visitor's to all others for ten seconds. */
export const NEVER_KEPT = [404, 500, 502, 503, 504] as const;

/** Their names change with their content, so they may be kept for ever. */
export const CACHED_PATHS = ['/_next/static/*', '/pictures/*'] as const;

export interface WebEdgeProps {
  readonly balancer: ApplicationLoadBalancer;
  readonly domain: WebConfig['domain'];
  readonly webAclArn: string;
}

/**
 * CloudFront: the only way in. It tells the collector the visitor’s country and region, and no more of
 * where that is. Pages are not cached: each carries a policy made for its build, and a run's cookie comes with it.
 */
export class WebEdge extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { balancer, domain, webAclArn }: WebEdgeProps) {
    super(scope, id);
    const origin = VpcOrigin.withApplicationLoadBalancer(balancer, {
      protocolPolicy: OriginProtocolPolicy.HTTP_ONLY,
      readTimeout: ANSWER,
    });
    const originRequestPolicy = new OriginRequestPolicy(this, 'ToServer', {
      // Named in the whole account, not by region: a second region would be refused the same name.
      originRequestPolicyName: `${Names.uniqueResourceName(this, { maxLength: 80 })}-${Aws.REGION}`,
      comment: 'All that the visitor sent, and the country',
      headerBehavior: OriginRequestHeaderBehavior.all(...COUNTRY_HEADERS),
      cookieBehavior: OriginRequestCookieBehavior.all(),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
    });
    const cached: BehaviorOptions = {
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      compress: true,
    };
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Footfall: shop, collector and admin',
      webAclId: webAclArn,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      ...(domain && {
        domainNames: [domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      }),
      defaultBehavior: {
        origin,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy,
      },
      errorResponses: NEVER_KEPT.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      additionalBehaviors: Object.fromEntries(CACHED_PATHS.map((path) => [path, cached])),
    });
    Validations.of(this.distribution).acknowledge(
      {
        id: 'AwsSolutions::AwsSolutions-CFR1',
        reason: 'The shop is for everybody; where a visitor comes from is measured, not judged.',
      },
      {
        id: 'AwsSolutions::AwsSolutions-CFR3',
        reason:
          'Access logs hold the address of every visitor, and the contract says that none is stored.',
      },
    );
    if (!domain) {
      Validations.of(this.distribution).acknowledge({
        id: 'AwsSolutions::AwsSolutions-CFR4',
        reason:
          'Under the name that CloudFront gives, AWS decides which TLS is taken. With a domain and its certificate it is 1.2 and newer.',
      });
    }
  }
}
