import { first, type Mistake, statement } from './mistake';

export const ROLE_MISTAKES: readonly Mistake[] = [
  {
    what: 'all actions of a service',
    in: 'Analytics',
    found: /athena:\* is no single action/,
    plant: (t) => {
      statement(t, /^Admin/)[0].Action = 'athena:*';
    },
  },
  {
    what: 'an action on everything',
    in: 'Delivery',
    found: /firehose:PutRecordBatch on everything/,
    plant: (t) => {
      statement(t, /^Ingest/)[0].Resource = '*';
    },
  },
  {
    what: 'the public’s role reading events',
    in: 'Delivery',
    found: /may read them/,
    plant: (t) => {
      statement(t, /^Ingest/)[0].Action.push('athena:StartQueryExecution');
    },
  },
  {
    what: 'a policy that is too long for IAM',
    in: 'Analytics',
    found: /^Erasure\w+: IAM takes no policy of more than 6144/m,
    plant: (t) => {
      const [, catalog] = statement(t, /^Erasure/);
      catalog.Resource.push(
        ...Array.from({ length: 60 }, (_, i) => `arn:aws:glue:eu-west-1:1:table/footfall/t${i}`),
      );
    },
  },
  {
    what: 'logs that are written nowhere',
    in: 'Delivery',
    found: /no stream of the log group is meant/,
    plant: (t) => {
      const logs = statement(t, /^DeliveryEventsPolicy/).find(
        ({ Action }) => Action === 'logs:PutLogEvents',
      );
      logs.Resource = { 'Fn::Join': ['', [logs.Resource, ':log-stream:*']] };
    },
  },
  {
    what: 'a role for any account’s streams',
    in: 'Delivery',
    found: /for another account/,
    plant: (t) => {
      delete first(t, 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement[0].Condition;
    },
  },
  {
    what: 'a rule that another account may have start it',
    in: 'Monitoring',
    found: /events\.amazonaws\.com may take it for another account/,
    plant: (t) => {
      delete first(t, 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement[0].Condition
        .StringEquals;
    },
  },
  {
    what: 'a topic that rules of any account publish to',
    in: 'Monitoring',
    found: /events\.amazonaws\.com may publish for another account/,
    plant: (t) => {
      first(t, 'AWS::SNS::TopicPolicy').PolicyDocument.Statement.push({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'events.amazonaws.com' },
      });
    },
  },
];
