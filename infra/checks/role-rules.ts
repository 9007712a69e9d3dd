import { type Found, type Json, ofType, plain, referred, type Template } from './template';

/** Actions that know no resource: AWS takes `*` alone. */
const WITHOUT_RESOURCE = [
  /^cloudwatch:(GetMetricData|DescribeAlarms)$/,
  /^athena:(ListDataCatalogs|ListWorkGroups)$/,
  /^logs:(CreateLogDelivery|GetLogDelivery|UpdateLogDelivery|DeleteLogDelivery|ListLogDeliveries|PutResourcePolicy|DescribeResourcePolicies|DescribeLogGroups)$/,
];
const FIRST_PARTY = /^(firehose|states|scheduler|quicksight|events)\.amazonaws\.com$/;

export interface Statement {
  readonly policy: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Characters that IAM takes of a policy by itself, and of all that are written into one role. */
const POLICY = { 'AWS::IAM::ManagedPolicy': 6_144, 'AWS::IAM::Policy': 10_240 } as const;
/** Of an ARN or a name that AWS gives: a bucket's has 63 at most, and some words before it. */
const GIVEN = 'x'.repeat(80);

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
  const problems: string[] = [...logProblems(template), ...sizeProblems(template)];
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
  return [
    ...problems,
    ...ofType(template, 'AWS::IAM::Role').flatMap(trustProblems),
    ...ofType(template, 'AWS::SNS::TopicPolicy').flatMap(topicProblems),
  ];
}

/** A policy that grows with the tables stops one day, in the middle of a deployment. */
function sizeProblems(template: Template): string[] {
  return Object.entries(POLICY).flatMap(([type, most]) =>
    ofType(template, type)
      .filter(({ properties }) => written(properties.PolicyDocument).length > most)
      .map(({ id }) => `${id}: IAM takes no policy of more than ${most} characters`),
  );
}

/** A document as IAM would get it, as far as its length goes. */
function written(document: Json): string {
  const part = (value: Json): string => {
    if (typeof value === 'string') return value;
    return String(value?.Ref).startsWith('AWS::') ? 'ap-southeast-1' : GIVEN;
  };
  return JSON.stringify(document, (_, value) => {
    if (value?.['Fn::Join']) return value['Fn::Join'][1].map(part).join('');
    return value?.Ref || value?.['Fn::GetAtt'] || value?.['Fn::ImportValue'] ? GIVEN : value;
  });
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

/** A service may publish for this account alone; by itself it would for whoever knows the topic's name. */
function topicProblems({ id, properties }: Found): string[] {
  return (properties.PolicyDocument?.Statement ?? []).flatMap((one: Json) => {
    if (one.Effect !== 'Allow' || one.Condition?.StringEquals?.['aws:SourceAccount']) return [];
    return [`${id}: ${[one.Principal?.Service].flat().join()} may publish for another account`];
  });
}
