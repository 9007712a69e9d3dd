import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { createEnricher } from '@/lib/collector/enrichment';
import type { Json } from '../checks/template';
import { webAlarmProblems } from '../checks/web-alarms';
import { entranceProblems } from '../checks/web-entrance';
import { serverProblems } from '../checks/web-servers';
import { WEB_MISTAKES } from '../testing/mistakes/web-mistakes';
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

test('what starts a task fetches its image and its secrets, and logs; nothing else', () => {
  const policies = Object.entries(dev.web.findResources('AWS::IAM::Policy'));
  expect(policies.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
    'IngestTaskExecutionRoleDefaultPolicy',
    'WebTaskExecutionRoleDefaultPolicy',
  ]);
  const reads = policies.map(([id, { Properties }]) => {
    const statements: Json[] = Properties.PolicyDocument.Statement;
    const actions = statements.flatMap(({ Action }) => [Action].flat());
    expect(actions.filter((one) => !/^(ecr|logs|secretsmanager):/.test(one))).toEqual([]);
    const secrets = statements.filter(({ Action }) =>
      [Action].flat().includes('secretsmanager:GetSecretValue'),
    );
    return [id.startsWith('Ingest'), secrets.map(({ Resource }) => Resource.Ref.slice(7, 12))];
  });
  expect(reads).toEqual([
    [true, ['Signi']],
    [false, ['Signi', 'Admin']],
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
      Match.objectLike({
        Name: 'sign-in',
        Action: { Block: Match.anyValue() },
        Statement: {
          RateBasedStatement: Match.objectLike({
            ScopeDownStatement: {
              ByteMatchStatement: Match.objectLike({
                SearchString: '/api/auth/',
                // In any other order an encoded path passes by it.
                TextTransformations: [
                  { Priority: 0, Type: 'URL_DECODE' },
                  { Priority: 1, Type: 'NORMALIZE_PATH' },
                ],
              }),
            },
          }),
        },
      }),
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

test.each(Object.entries(WEB_MISTAKES))('a check finds: %s', (_, [spoil, words]) => {
  const template = json(dev.web);
  spoil(template);
  expect(problemsOf(template).filter((text) => words.test(text))).not.toEqual([]);
});
