import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { MEASURES, type Threshold } from '@/lib/monitoring/measures';
import { stackAlarms, WATCHED } from '../alarms';
import { measureMetric, stackMetric, type Watched } from './pipeline-metrics';

export interface PipelineAlarmsProps {
  readonly watched: Watched;
  readonly topic: ITopic;
}

type Limits = Pick<Threshold, 'alarm' | 'is' | 'limit' | 'periodMs' | 'periods' | 'means'>;

/** An alarm of each threshold, under the name by which the health page knows it. */
export class PipelineAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { watched, topic }: PipelineAlarmsProps) {
    super(scope, id);
    const { deployment } = watched;
    const action = new SnsAction(topic);
    const alarm = (metric: Metric, limits: Limits, todo: string, silence: boolean) => {
      const made = new Alarm(this, limits.alarm, {
        alarmName: `${deployment.alarmPrefix}${limits.alarm}`,
        alarmDescription: `${sentence(limits.means)} ${todo}`,
        metric,
        threshold: limits.limit,
        evaluationPeriods: limits.periods,
        comparisonOperator: {
          above: ComparisonOperator.GREATER_THAN_THRESHOLD,
          below: ComparisonOperator.LESS_THAN_THRESHOLD,
        }[limits.is],
        // A shop at rest has no numbers, and that is no trouble but where it is said to be.
        treatMissingData: silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      });
      made.addAlarmAction(action);
      made.addOkAction(action);
      return made;
    };
    const measured = WATCHED.flatMap((name) => {
      const { threshold } = MEASURES[name];
      if (!threshold) return [];
      const metric = measureMetric(name, watched, Duration.millis(threshold.periodMs));
      return [alarm(metric, threshold, threshold.todo.aws, false)];
    });
    const further = stackAlarms(deployment).map((one) => {
      const period = Duration.millis(one.periodMs);
      const metric = stackMetric(one.watched, one.statistic, watched, period);
      return alarm(metric, one, one.todo, one.silenceIsTrouble);
    });
    this.alarms = [...measured, ...further];
  }
}

/** What a threshold means, as a sentence of its own. */
const sentence = (means: string): string => `${means.charAt(0).toUpperCase()}${means.slice(1)}.`;
