import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { createEnricher } from '@/lib/collector/enrichment';
import type { Json } from '../checks/template';
import { webAlarmProblems } from '../checks/web-alarms';
import { entranceProblems } from '../checks/web-entrance';
import { serverProblems } from '../checks/web-servers';
import { webApp } from '../testing/web-app';
import { readWebConfig } from '../web-config';
import { EdgeStack } from './edge-stack';

function synthesise(context: Readonly<Record<string, string>> = {}) {
  const { web, edge } = webApp(context);
  return { web: Template.fromStack(web), edge: Template.fromStack(edge) };
}

const dev = synthesise();
const prod = synthesise({ stage: 'prod' });
const nat = synthesise({ egress: 'nat' });
const json = (template: Template): Json => structuredClone(template.toJSON());
const problemsOf = (template: Json) => [
  ...serverProblems(template),
  ...entranceProblems(template),
  ...webAlarmProblems(template),
];

test('the checks find nothing', () => {
  for (const { web } of [dev, prod, nat]) {
    expect(problemsOf(json(web))).toEqual([]);
  }
});

test('each service runs under a role of its own, with its own policies alone', () => {
  for (const name of ['IngestPolicy', 'WebPolicy']) {
    dev.web.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [{ 'Fn::ImportValue': Match.stringLikeRegexp(name) }],
    });
  }
  dev.web.resourceCountIs('AWS::ECS::Service', 2);
});

test('the password of the admin reaches the service that has the admin, and no other', () => {
  const holders = Object.entries(dev.web.findResources('AWS::ECS::TaskDefinition')).map(
    ([id, { Properties }]) => [id, JSON.stringify(Properties).includes('AdminPassword')] as const,
  );
  expect(holders.filter(([, holds]) => holds).map(([id]) => id)).toEqual([
    expect.stringMatching(/^Web/),
  ]);
});

test('no gateway is paid for unless asked for, and then tasks have no addresses', () => {
  dev.web.resourceCountIs('AWS::EC2::NatGateway', 0);
  const { web } = nat;
  web.resourceCountIs('AWS::EC2::NatGateway', 2);
  web.allResourcesProperties('AWS::ECS::Service', {
    NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } },
  });
});

test('the load balancer has no way to the internet', () => {
  const [balancer] = Object.values(
    dev.web.findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'),
  );
  const subnets: string[] = balancer?.Properties.Subnets.map((one: Json) => one.Ref);
  expect(subnets).toHaveLength(2);
  const tables = Object.values(dev.web.findResources('AWS::EC2::SubnetRouteTableAssociation'))
    .filter(({ Properties }) => subnets.includes(Properties.SubnetId.Ref))
    .map(({ Properties }) => Properties.RouteTableId.Ref);
  expect(tables).toHaveLength(2);
  for (const { Properties } of Object.values(dev.web.findResources('AWS::EC2::Route'))) {
    expect(tables).not.toContain(Properties.RouteTableId.Ref);
  }
});

test('production stands in two zones', () => {
  prod.web.allResourcesProperties('AWS::ECS::Service', { DesiredCount: 2 });
  dev.web.allResourcesProperties('AWS::ECS::Service', { DesiredCount: 1 });
});

test('the headers that CloudFront adds are those that enrichment reads', () => {
  const [policy] = Object.values(dev.web.findResources('AWS::CloudFront::OriginRequestPolicy'));
  const [country, region]: string[] =
    policy?.Properties.OriginRequestPolicyConfig.HeadersConfig.Headers ?? [];
  const sent = new Map([
    [country?.toLowerCase(), 'DE'],
    [region?.toLowerCase(), 'BE'],
  ]);
  const enrich = createEnricher({ trustedProxies: 2 });
  const head = { header: (name: string) => sent.get(name) };
  const context = { user_agent: 'x', time_zone: '', touch: false, store: 'idb' };
  expect(enrich(head as never, context as never).location).toBe('DE-BE');
});

test('a domain comes with its certificate, TLS 1.2 and the address that pages are made for', () => {
  const certificate = `arn:aws:acm:us-east-1:123456789012:certificate/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`;
  const { web } = synthesise({ domain: 'shop.example.com', certificate });
  web.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Aliases: ['shop.example.com'],
      ViewerCertificate: { AcmCertificateArn: certificate, MinimumProtocolVersion: 'TLSv1.2_2021' },
    },
  });
  web.hasOutput('Address', { Value: 'https://shop.example.com' });
});

test('the firewall limits the rate of an address, in the region where CloudFront looks', () => {
  dev.edge.hasResourceProperties('AWS::WAFv2::WebACL', {
    Scope: 'CLOUDFRONT',
    Rules: [
      Match.objectLike({ Name: 'sign-in', Action: { Block: Match.anyValue() } }),
      Match.objectLike({
        Statement: {
          RateBasedStatement: Match.objectLike({ AggregateKeyType: 'IP', Limit: 10_000 }),
        },
      }),
    ],
  });
  expect(new EdgeStack(new App(), 'Edge', { env: { region: 'eu-west-1' } }).region).toBe(
    'us-east-1',
  );
});

test('wrong context is named with what it may be', () => {
  const read = (context: Record<string, string>) => () => readWebConfig((name) => context[name]);
  expect(read({ stage: 'test' })).toThrow('-c stage=test: give dev or prod');
  expect(read({ domain: 'shop.example.com' })).toThrow('give both or neither');
  expect(read({ certificate: 'arn:aws:acm:eu-west-1:1:certificate/x' })).toThrow('us-east-1');
  expect(read({ egress: 'vpn' })).toThrow('public-ip or nat');
});

/** A mistake as somebody might make it, and the words in which a check says so. */
const MISTAKES: Readonly<Record<string, [spoil: (template: Json) => void, words: RegExp]>> = {
  'one role for both': [
    (t) => {
      const [a, b] = all(t, 'AWS::ECS::TaskDefinition');
      a.Properties.TaskRoleArn = b.Properties.TaskRoleArn;
    },
    /share a role/,
  ],
  'both policies on one role': [
    (t) => {
      const roles = all(t, 'AWS::IAM::Role').filter((one) => one.Properties.ManagedPolicyArns);
      roles[0].Properties.ManagedPolicyArns.push(...roles[1].Properties.ManagedPolicyArns);
    },
    /share a policy/,
  ],
  'a grant in passing': [
    (t) => {
      const role = Object.keys(t.Resources).find((id) => /^WebRole/.test(id));
      t.Resources.Extra = { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: role }] } };
    },
    /more than its policies/,
  ],
  'a writable root': [(t) => delete container(t).ReadonlyRootFilesystem, /can be written/],
  'a secret in the clear': [
    (t) => container(t).Environment.push({ Name: 'FOOTFALL_SECRET', Value: 'x'.repeat(40) }),
    /can be read in the task definition/,
  ],
  'a secret forgotten': [(t) => container(t).Secrets.shift(), /FOOTFALL_SECRET is not given/],
  'a setting misspelt': [
    (t) => container(t).Environment.push({ Name: 'FOOTFALL_STREAM', Value: 'x' }),
    /FOOTFALL_STREAM: there is no such setting/,
  ],
  'a stream forgotten': [
    (t) => {
      const one = container(t);
      one.Environment = one.Environment.filter(
        ({ Name }: Json) => Name !== 'FOOTFALL_FIREHOSE_STREAM',
      );
    },
    /FOOTFALL_FIREHOSE_STREAM: required in aws mode/,
  ],
  'a proxy too few': [
    (t) => {
      container(t).Environment.find(({ Name }: Json) => Name === 'FOOTFALL_TRUSTED_PROXIES').Value =
        '1';
    },
    /another number of proxies/,
  ],
  'killed while draining': [
    (t) => {
      container(t).StopTimeout = 5;
    },
    /killed before the server has drained/,
  ],
  'a health check of its own': [
    (t) => {
      container(t).HealthCheck.Command = ['CMD-SHELL', 'curl -f http://localhost:3000/'];
    },
    /not the image’s/,
  ],
  'memory that Fargate has not': [
    (t) => {
      all(t, 'AWS::ECS::TaskDefinition')[0].Properties.Memory = '8192';
    },
    /Fargate has no/,
  ],
  'no way back': [
    (t) => delete service(t).DeploymentConfiguration.DeploymentCircuitBreaker,
    /not rolled back/,
  ],
  'registered too early': [
    (t) => delete all(t, 'AWS::ECS::Service')[0].DependsOn,
    /before its target group has a listener/,
  ],
  'a service that stays small': [
    (t) => removeAll(t, 'AWS::ApplicationAutoScaling::ScalableTarget'),
    /does not scale/,
  ],
  'a public load balancer': [
    (t) => {
      all(t, 'AWS::ElasticLoadBalancingV2::LoadBalancer')[0].Properties.Scheme = 'internet-facing';
    },
    /past CloudFront/,
  ],
  'an open port': [
    (t) => {
      const group = all(t, 'AWS::EC2::SecurityGroup')[0].Properties;
      group.SecurityGroupIngress = [
        { CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 80, ToPort: 80 },
      ];
    },
    /anybody may connect/,
  ],
  'orders to the wrong service': [
    (t) => {
      const rule = all(t, 'AWS::ElasticLoadBalancingV2::ListenerRule')[0].Properties;
      rule.Conditions[0].PathPatternConfig.Values = ['/api/events'];
    },
    /\/api\/orders does not go/,
  ],
  'connections that the server closes first': [
    (t) => {
      const balancer = all(t, 'AWS::ElasticLoadBalancingV2::LoadBalancer')[0].Properties;
      for (const one of balancer.LoadBalancerAttributes) {
        if (one.Key === 'idle_timeout.timeout_seconds') one.Value = '120';
      }
    },
    /idle connections/,
  ],
  'the default of five minutes to deregister': [
    (t) => {
      delete all(t, 'AWS::ElasticLoadBalancingV2::TargetGroup')[0].Properties.TargetGroupAttributes;
    },
    /not left in time/,
  ],
  'no firewall': [(t) => delete distribution(t).WebACLId, /no web ACL/],
  'pages cached': [
    (t) => {
      distribution(t).DefaultCacheBehavior.CachePolicyId = '658327ea-f89d-4fab-a63d-7e88639e58f6';
    },
    /pages and answers are cached/,
  ],
  'reading only': [
    (t) => {
      distribution(t).DefaultCacheBehavior.AllowedMethods = ['GET', 'HEAD'];
    },
    /no event can be posted/,
  ],
  'the country withheld': [
    (t) => {
      const [policy] = all(t, 'AWS::CloudFront::OriginRequestPolicy');
      policy.Properties.OriginRequestPolicyConfig.HeadersConfig.Headers.shift();
    },
    /not told CloudFront-Viewer-Country$/,
  ],
  'an answer of the API cached': [
    (t) => {
      distribution(t).CacheBehaviors[0].PathPattern = '/api/*';
    },
    /\/api\/\* is cached/,
  ],
  'an outage that no alarm sees': [
    (t) => {
      alarmOn(t, 'HealthyHostCount').TreatMissingData = 'notBreaching';
    },
    /silence is taken for peace/,
  ],
  'a sick server that a healthy zone hides': [
    (t) => {
      alarmOn(t, 'UnHealthyHostCount').Statistic = 'Minimum';
    },
    /hides what another says/,
  ],
  'errors of the load balancer itself': [
    (t) => {
      alarmOn(t, 'HTTPCode_ELB_5XX_Count').MetricName = 'HTTPCode_ELB_4XX_Count';
    },
    /finds no server/,
  ],
  'logs for ever': [
    (t) => delete all(t, 'AWS::Logs::LogGroup')[0].Properties.RetentionInDays,
    /kept for ever/,
  ],
};

const all = (template: Json, type: string): Json[] =>
  Object.values<Json>(template.Resources).filter((one) => one.Type === type);
const container = (template: Json): Json =>
  all(template, 'AWS::ECS::TaskDefinition')[0].Properties.ContainerDefinitions[0];
const alarmOn = (template: Json, metric: string): Json =>
  all(template, 'AWS::CloudWatch::Alarm').find((one) => one.Properties.MetricName === metric)
    .Properties;
const service = (template: Json): Json => all(template, 'AWS::ECS::Service')[0].Properties;
const distribution = (template: Json): Json =>
  all(template, 'AWS::CloudFront::Distribution')[0].Properties.DistributionConfig;
function removeAll(template: Json, type: string): void {
  for (const [id, one] of Object.entries<Json>(template.Resources)) {
    if (one.Type === type) delete template.Resources[id];
  }
}

test.each(Object.entries(MISTAKES))('a check finds: %s', (_, [spoil, words]) => {
  const template = json(dev.web);
  spoil(template);
  expect(problemsOf(template).filter((text) => words.test(text))).not.toEqual([]);
});
