import type { PlannedStack } from './assembly';

/** What of a template a reader of the plan thinks of as one thing; the rest are parts of these. */
const KINDS: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'bucket',
  'AWS::KinesisFirehose::DeliveryStream': 'Firehose stream',
  'AWS::Glue::Database': 'Glue database',
  'AWS::Glue::Table': 'Glue table',
  'AWS::Athena::WorkGroup': 'Athena workgroup',
  'AWS::Athena::NamedQuery': 'named query',
  'AWS::StepFunctions::StateMachine': 'state machine',
  'AWS::Scheduler::Schedule': 'schedule',
  'AWS::Events::Rule': 'event rule',
  'AWS::SNS::Topic': 'topic',
  'AWS::CloudWatch::Alarm': 'alarm',
  'AWS::CloudWatch::Dashboard': 'CloudWatch dashboard',
  'AWS::Budgets::Budget': 'budget',
  'AWS::QuickSight::Dashboard': 'QuickSight dashboard',
  'AWS::QuickSight::DataSet': 'QuickSight data set',
  'AWS::QuickSight::DataSource': 'QuickSight data source',
  'AWS::Lambda::Function': 'Lambda function',
  'AWS::EC2::VPC': 'VPC',
  'AWS::EC2::NatGateway': 'NAT gateway',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'load balancer',
  'AWS::ECS::Service': 'Fargate service',
  'AWS::CloudFront::Distribution': 'CloudFront distribution',
  'AWS::WAFv2::WebACL': 'web ACL',
  'AWS::SecretsManager::Secret': 'secret',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::IAM::Role': 'role',
};

export interface StackPlan {
  readonly name: string;
  readonly region: string | null;
  /** How many of each kind, in the order of the list above. */
  readonly makes: readonly { readonly kind: string; readonly count: number }[];
  /** Resources that are parts of those: rules, policies, routes. */
  readonly parts: number;
}

export function planOf(stacks: readonly PlannedStack[]): readonly StackPlan[] {
  return stacks.map(({ name, region, template }) => {
    const types = Object.values(template.Resources).map((resource) => resource.Type);
    const makes = Object.entries(KINDS)
      .map(([type, kind]) => ({ kind, count: types.filter((one) => one === type).length }))
      .filter(({ count }) => count > 0);
    const named = makes.reduce((sum, { count }) => sum + count, 0);
    return { name, region, makes, parts: types.length - named };
  });
}

export function planWords(plan: readonly StackPlan[]): string[] {
  return plan.map(({ name, region, makes, parts }) => {
    const things = makes.map(({ kind, count }) => `${count} ${count === 1 ? kind : plural(kind)}`);
    const rest = parts === 0 ? '' : `; ${parts} ${parts === 1 ? 'part' : 'parts'} of these`;
    return `${name}${region ? ` (${region})` : ''}: ${things.join(', ')}${rest}`;
  });
}

function plural(kind: string): string {
  if (kind.endsWith('y')) return `${kind.slice(0, -1)}ies`;
  return kind.endsWith('s') ? `${kind}es` : `${kind}s`;
}
