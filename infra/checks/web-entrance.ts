import { INGEST_PATHS } from '../constructs/web-balancer';
import { CACHED_PATHS, NEVER_KEPT } from '../constructs/web-edge';
import { IMAGE_PORT } from '../image/image-files';
import { type Found, type Json, ofType, referred, type Template } from './template';

/** Id of AWS's own cache policy that keeps nothing. */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const COUNTRY = ['CloudFront-Viewer-Country', 'CloudFront-Viewer-Country-Region'];
/** Seconds that the server keeps an idle connection. */
const KEEP_ALIVE = 65;
/** Seconds after which the server gives up a question of the admin and says so. */
const ANSWER = 30;
const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/** What is wrong between a visitor and the servers. */
export function entranceProblems(template: Template): string[] {
  return [
    ...ofType(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').flatMap(balancerProblems),
    ...ofType(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').flatMap(targetProblems),
    ...ofType(template, 'AWS::CloudFront::VpcOrigin').flatMap((one) =>
      originProblems(template, one),
    ),
    ...pathProblems(template),
    ...groupProblems(template),
    ...ofType(template, 'AWS::CloudFront::Distribution').flatMap((one) =>
      edgeProblems(template, one),
    ),
  ];
}

function balancerProblems({ id, properties }: Found): string[] {
  const problems: string[] = [];
  if (properties.Scheme !== 'internal') problems.push(`${id}: it can be reached past CloudFront`);
  const attribute = (key: string) =>
    properties.LoadBalancerAttributes?.find((one: Json) => one.Key === key)?.Value;
  if (!(Number(attribute('idle_timeout.timeout_seconds')) < KEEP_ALIVE)) {
    problems.push(`${id}: the server closes idle connections before it does (${KEEP_ALIVE} s)`);
  }
  return problems;
}

function targetProblems({ id, properties }: Found): string[] {
  const problems: string[] = [];
  if (properties.HealthCheckPath !== '/api/health')
    problems.push('another path than the health check’s is asked');
  if (properties.Port !== IMAGE_PORT) problems.push(`the server listens on ${IMAGE_PORT}`);
  const delay = properties.TargetGroupAttributes?.find(
    (one: Json) => one.Key === 'deregistration_delay.timeout_seconds',
  )?.Value;
  if (!(Number(delay) >= 5 && Number(delay) <= 60)) {
    problems.push('a server that stops is not left in time, or keeps a deployment waiting');
  }
  return problems.map((text) => `${id}: ${text}`);
}

/** CloudFront takes a load balancer as its origin in a network that has a gateway by then. */
function originProblems(template: Template, { id, resource }: Found): string[] {
  // A route that leads to the gateway waits for it to be attached.
  const waits = [resource.DependsOn ?? []]
    .flat()
    .some((one) => template.Resources[one]?.Properties?.GatewayId);
  return waits ? [] : [`${id}: it may be made before its network has a gateway`];
}

/** What brings events goes to the service that may deliver them. */
function pathProblems(template: Template): string[] {
  const services = ofType(template, 'AWS::ECS::Service');
  const ingest = services.find(({ id }) => id.startsWith('Ingest'));
  const target = referred(ingest?.properties.LoadBalancers?.[0]?.TargetGroupArn);
  const led = ofType(template, 'AWS::ElasticLoadBalancingV2::ListenerRule')
    .filter(({ properties }) => referred(properties.Actions?.[0]?.TargetGroupArn) === target)
    .flatMap(({ properties }) => properties.Conditions ?? [])
    .flatMap((condition: Json) => condition.PathPatternConfig?.Values ?? condition.Values ?? []);
  return INGEST_PATHS.filter((path) => !led.includes(path)).map(
    (path) => `${path} does not go to the service that may deliver events`,
  );
}

function groupProblems(template: Template): string[] {
  const inline = ofType(template, 'AWS::EC2::SecurityGroup').flatMap(({ id, properties }) =>
    (properties.SecurityGroupIngress ?? []).map((rule: Json) => ({ id, rule })),
  );
  const alone = ofType(template, 'AWS::EC2::SecurityGroupIngress').map(({ id, properties }) => ({
    id,
    rule: properties,
  }));
  const out = ofType(template, 'AWS::EC2::SecurityGroup').flatMap(({ id, properties }) =>
    // Without any rule AWS puts in one that lets out everything; the library's stand-in for none does not.
    (properties.SecurityGroupEgress ?? []).map((rule: Json) => ({ id, rule })),
  );
  return [
    ...[...inline, ...alone]
      .filter(({ rule }) => EVERYWHERE.includes(rule.CidrIp) || EVERYWHERE.includes(rule.CidrIpv6))
      .map(({ id }) => `${id}: anybody may connect`),
    ...out
      .filter(({ rule }) => rule.CidrIp === '0.0.0.0/0' && rule.FromPort !== 443)
      .map(({ id }) => `${id}: servers may reach more than HTTPS`),
  ];
}

function edgeProblems(template: Template, { id, properties }: Found): string[] {
  const problems: string[] = [];
  const {
    DefaultCacheBehavior: first,
    CacheBehaviors: more = [],
    WebACLId,
  } = properties.DistributionConfig;
  if (!WebACLId) problems.push('no web ACL stands before it');
  if (first.CachePolicyId !== CACHING_DISABLED) problems.push('pages and answers are cached');
  if (!first.AllowedMethods?.includes('POST')) problems.push('no event can be posted');
  if (first.ViewerProtocolPolicy !== 'redirect-to-https')
    problems.push('pages are served in the clear');
  const policy = referred(first.OriginRequestPolicyId);
  const config = template.Resources[policy ?? '']?.Properties?.OriginRequestPolicyConfig;
  const told: string[] = config?.HeadersConfig?.Headers ?? [];
  for (const header of COUNTRY) {
    if (!told.includes(header)) problems.push(`the collector is not told ${header}`);
  }
  if (config && !JSON.stringify(config.Name).includes('AWS::Region')) {
    problems.push('a second region of the account is refused the name of its policy');
  }
  if (config?.HeadersConfig?.HeaderBehavior !== 'allViewerAndWhitelistCloudFront') {
    problems.push('headers of the visitor are dropped');
  }
  if (config?.CookiesConfig?.CookieBehavior !== 'all')
    problems.push('cookies are dropped: nobody stays signed in');
  if (config?.QueryStringsConfig?.QueryStringBehavior !== 'all')
    problems.push('queries are dropped');
  for (const { VpcOriginConfig: to } of properties.DistributionConfig.Origins ?? []) {
    if (!(to?.OriginReadTimeout > ANSWER)) {
      problems.push(`it gives up before the server has said why there is no answer (${ANSWER} s)`);
    }
  }
  const errors: Json[] = properties.DistributionConfig.CustomErrorResponses ?? [];
  for (const status of NEVER_KEPT) {
    if (errors.find(({ ErrorCode }) => ErrorCode === status)?.ErrorCachingMinTTL !== 0) {
      problems.push(`one visitor's ${status} is kept for the others`);
    }
  }
  const cached: string[] = more.map((one: Json) => one.PathPattern);
  const unsafe = cached.filter((path) => !CACHED_PATHS.some((known) => known === path));
  for (const path of unsafe) problems.push(`${path} is cached, and changes`);
  return problems.map((text) => `${id}: ${text}`);
}
