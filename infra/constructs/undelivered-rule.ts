import { Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { PREFIXES } from '@/lib/lake/bucket-layout';

export interface UndeliveredRuleProps {
  readonly buckets: readonly IBucket[];
  readonly topic: ITopic;
  readonly ruleName: string;
}

/** Sees each object that Firehose lays down for what it could not deliver, and tells its key. */
export class UndeliveredRule extends Construct {
  readonly rule: Rule;

  constructor(scope: Construct, id: string, { buckets, topic, ruleName }: UndeliveredRuleProps) {
    super(scope, id);
    this.rule = new Rule(this, 'Rule', {
      ruleName,
      description: 'Objects that Firehose could not convert or deliver',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        account: [Stack.of(this).account],
        detail: {
          bucket: { name: buckets.map(({ bucketName }) => bucketName) },
          // By stream: what a redrive moves away lies under neither.
          object: {
            key: ['events', 'failed'].map((stream) => ({
              prefix: `${PREFIXES.undelivered}${stream}/`,
            })),
          },
        },
      },
    });
    // By a role and not by the topic's policy: there the library lets rules of any account publish.
    const { account } = Stack.of(this);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnEquals: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'events',
              resource: 'rule',
              resourceName: ruleName,
            }),
          },
        },
      }),
      description: 'Tells the alarm topic of Footfall what could not be delivered',
    });
    const at = EventField.fromPath('$.detail.bucket.name');
    const key = EventField.fromPath('$.detail.object.key');
    this.rule.addTarget(
      new SnsTopic(topic, {
        role,
        message: RuleTargetInput.fromText(
          `Firehose could not deliver what lies in s3://${at}/${key}. npm run redrive -- --dry-run says what it is.`,
        ),
      }),
    );
  }
}
