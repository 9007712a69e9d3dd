import type { Json } from '../../checks/template';

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

/** A mistake as somebody might make it, and the words in which a check says so. */
export const WEB_MISTAKES: Readonly<
  Record<string, [spoil: (template: Json) => void, words: RegExp]>
> = {
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
  'a gateway that goes first': [
    (t) => {
      const one = all(t, 'AWS::ECS::Service')[0];
      one.DependsOn = one.DependsOn.filter((id: string) => !/Route/.test(id));
    },
    /way out goes before/,
  ],
  'an origin that does not wait': [
    (t) => delete all(t, 'AWS::CloudFront::VpcOrigin')[0].DependsOn,
    /before its network has a gateway/,
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
  'any port out': [
    (t) => {
      const group = all(t, 'AWS::EC2::SecurityGroup').at(-1)?.Properties;
      group.SecurityGroupEgress = [{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' }];
    },
    /more than HTTPS/,
  ],
  'a role for anybody’s tasks': [
    (t) => {
      const role = all(t, 'AWS::IAM::Role').find((one) => one.Properties.ManagedPolicyArns);
      delete role.Properties.AssumeRolePolicyDocument.Statement[0].Condition;
    },
    /another account may take it/,
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
  'CloudFront’s own patience': [
    (t) => delete distribution(t).Origins[0].VpcOriginConfig.OriginReadTimeout,
    /gives up before the server/,
  ],
  'a missing file that is missing for everybody': [
    (t) => distribution(t).CustomErrorResponses.shift(),
    /404 is kept for the others/,
  ],
  'tasks on the bill of nobody': [(t) => delete service(t).PropagateTags, /without tags/],
  'a name that one region can have': [
    (t) => {
      all(t, 'AWS::CloudFront::OriginRequestPolicy')[0].Properties.OriginRequestPolicyConfig.Name =
        'ToServer';
    },
    /second region/,
  ],
  'somebody woken and never told that it is over': [
    (t) => {
      alarmOn(t, 'HealthyHostCount').AlarmActions = ['arn:aws:sns:eu-west-1:123456789012:alarms'];
    },
    /not told that it is over/,
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
