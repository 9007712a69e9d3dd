import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { AlarmTopic } from '../constructs/alarm-topic';
import { MonthlyBudget } from '../constructs/monthly-budget';
import { PipelineAlarms } from '../constructs/pipeline-alarms';
import { PipelineDashboard } from '../constructs/pipeline-dashboard';
import { UndeliveredRule } from '../constructs/undelivered-rule';
import type { Deployment } from '../deployment';

export interface MonitoringStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly buckets: readonly IBucket[];
  readonly events: IDeliveryStream;
  readonly failed: IDeliveryStream;
  readonly keeperArn: string;
}

/** What watches the pipeline, and whom it tells. */
export class MonitoringStack extends Stack {
  /** Alarms of other stacks go here too. */
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, props: MonitoringStackProps) {
    super(scope, id, props);
    const { deployment, buckets, events, failed, keeperArn } = props;
    const { alarmPrefix } = deployment;
    const { topic } = new AlarmTopic(this, 'Alarms', { email: deployment.alarmEmail });
    this.topic = topic;
    const undeliveredRule = `${alarmPrefix}undelivered`;
    new UndeliveredRule(this, 'Undelivered', { buckets, topic, ruleName: undeliveredRule });
    const watched = { deployment, events, failed, keeperArn, undeliveredRule };
    const { alarms } = new PipelineAlarms(this, 'Pipeline', { watched, topic });
    new PipelineDashboard(this, 'Dashboard', { watched, alarms });
    new MonthlyBudget(this, 'Budget', {
      name: `${alarmPrefix}month`,
      usd: deployment.monthlyBudgetUsd,
      topic,
    });
    new CfnOutput(this, 'AlarmTopic', {
      value: topic.topicArn,
      description: 'Topic of all alarms: subscribe whoever should know.',
    });
  }
}
