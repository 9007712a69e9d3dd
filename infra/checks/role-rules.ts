import { type Found, type Json, ofType, plain, referred, type Template } from './template';

/** Actions that know no resource: AWS takes `*` alone. */
const WITHOUT_RESOURCE = [
  /^cloudwatch:(GetMetricData|DescribeAlarms)$/,
  /^athena:(ListDataCatalogs|ListWorkGroups)$/,
  /^logs:(CreateLogDelivery|GetLogDelivery|UpdateLogDelivery|DeleteLogDelivery|ListLogDeliveries|PutResourcePolicy|DescribeResourcePolicies|DescribeLogGroups)$/,
];
const FIRST_PARTY = /^(firehose|states|scheduler|quicksight)\.amazonaws\.com$/;

export interface Statement {
  readonly policy: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Every statement of every policy that grants something to a role. */
export function statementsIn(template: Template): Statement[] {
  return ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
    ofType(template, type).flatMap(({ id, properties }) =>
      (properties.PolicyDocument?.Statement ?? []).map((one: Json) => ({
        policy: id,
        actions: [one.Action].flat(),
        resources: [one.Resource].flat().map(plain),
      })),
    ),
  );
}

/** What is wrong with who may do what. */
export function roleProblems(template: Template): string[] {
  const problems: string[] = logProblems(template);
  const statements = statementsIn(template);
  for (const { policy, actions, resources } of statements) {
    for (const action of actions) {
      if (!/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/.test(action))
        problems.push(`${policy}: ${action} is no single action`);
      if (resources.includes('*') && !WITHOUT_RESOURCE.some((rule) => rule.test(action))) {
        problems.push(`${policy}: ${action} on everything`);
      }
    }
    // A bucket's name is known when it is deployed; all of its objects are never meant.
    if (actions.some((one) => /^s3:(Put|Delete|Get)Object/.test(one))) {
      for (const resource of resources) {
        if (/^known\.when\.deployed\/\*$/.test(resource))
          problems.push(`${policy}: all objects of a bucket`);
      }
    }
  }
  for (const policy of new Set(statements.map((one) => one.policy))) {
    const actions = statements.filter((one) => one.policy === policy).flatMap((one) => one.actions);
    const asks = actions.includes('athena:StartQueryExecution');
    const delivers = actions.includes('firehose:PutRecordBatch');
    if (asks && delivers)
      problems.push(`${policy}: who takes events from the public may read them`);
  }
  return [...problems, ...ofType(template, 'AWS::IAM::Role').flatMap(trustProblems)];
}

/**
 * The ARN that CloudFormation gives of a log group ends in `:*` and so means its streams. With anything
 * behind that it means nothing at all, and whoever holds it logs nothing, which nobody is told.
 */
function logProblems(template: Template): string[] {
  const groups = ofType(template, 'AWS::Logs::LogGroup').map(({ id }) => id);
  return [...ofType(template, 'AWS::IAM::Policy'), ...ofType(template, 'AWS::IAM::ManagedPolicy')]
    .filter(({ properties }) =>
      (properties.PolicyDocument?.Statement ?? [])
        .flatMap(({ Resource }: Json) => [Resource].flat())
        .some((one: Json) => {
          const [head, ...rest] = one?.['Fn::Join']?.[1] ?? [];
          return rest.length > 0 && groups.includes(referred(head) ?? '');
        }),
    )
    .map(({ id }) => `${id}: no stream of the log group is meant by what stands behind its ARN`);
}

/** A service may take a role for this account alone. */
function trustProblems({ id, properties }: Found): string[] {
  return (properties.AssumeRolePolicyDocument?.Statement ?? []).flatMap((one: Json) => {
    const service = one.Principal?.Service;
    if (typeof service !== 'string' || !FIRST_PARTY.test(service)) return [];
    const account = one.Condition?.StringEquals?.['aws:SourceAccount'];
    return account ? [] : [`${id}: ${service} may take it for another account`];
  });
}
