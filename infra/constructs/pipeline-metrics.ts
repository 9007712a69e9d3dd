import type { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { STREAM_DIMENSION } from '@/lib/monitoring/emf';
import {
  type AwsMetric,
  MEASURES,
  type MeasureName,
  type Statistic,
} from '@/lib/monitoring/measures';
import type { StackMetric } from '../alarms';
import type { Deployment } from '../deployment';

/** Namespace of the servers' own metrics where FOOTFALL_METRICS_NAMESPACE says nothing else. */
export const METRICS_NAMESPACE = 'Footfall';

export interface Watched {
  readonly deployment: Deployment;
  readonly events: IDeliveryStream;
  readonly failed: IDeliveryStream;
  readonly keeperArn: string;
  readonly undeliveredRule: string;
}

const STATISTICS: Readonly<Record<Statistic, string>> = {
  Sum: Stats.SUM,
  Maximum: Stats.MAXIMUM,
  Average: Stats.AVERAGE,
};

/** A measure as a metric of CloudWatch, with the dimensions that the server asks it by. */
export function measureMetric(name: MeasureName, watched: Watched, period: Duration): Metric {
  const { aws, statistic } = MEASURES[name];
  const shared = { statistic: STATISTICS[statistic], period };
  if (!aws) {
    const dimensionsMap = { [STREAM_DIMENSION]: watched.events.deliveryStreamName };
    return new Metric({ namespace: METRICS_NAMESPACE, metricName: name, dimensionsMap, ...shared });
  }
  const { namespace, metric: metricName } = aws;
  return new Metric({
    namespace,
    metricName,
    dimensionsMap: awsDimensions(aws, watched),
    ...shared,
  });
}

function awsDimensions({ of }: AwsMetric, { deployment, events, failed }: Watched) {
  switch (of) {
    case 'events-stream':
      return { [STREAM_DIMENSION]: events.deliveryStreamName };
    case 'failed-stream':
      return { [STREAM_DIMENSION]: failed.deliveryStreamName };
    case 'workgroup':
      return finishedQueries(deployment.workgroup);
    default:
      return of satisfies never;
  }
}

/** Athena’s metrics carry all three. */
const finishedQueries = (workgroup: string) => ({
  WorkGroup: workgroup,
  QueryState: 'SUCCEEDED',
  QueryType: 'DML',
});

/** What the deployment alone knows of, as a metric. */
export function stackMetric(
  { of, metric: metricName }: StackMetric,
  statistic: Statistic,
  watched: Watched,
  period: Duration,
): Metric {
  const shared = { metricName, statistic: STATISTICS[statistic], period };
  switch (of) {
    case 'keeper': {
      const dimensionsMap = { StateMachineArn: watched.keeperArn };
      return new Metric({ namespace: 'AWS/States', dimensionsMap, ...shared });
    }
    case 'undelivered-rule': {
      const dimensionsMap = { RuleName: watched.undeliveredRule };
      return new Metric({ namespace: 'AWS/Events', dimensionsMap, ...shared });
    }
    case 'events-stream': {
      const dimensionsMap = { [STREAM_DIMENSION]: watched.events.deliveryStreamName };
      return new Metric({ namespace: 'AWS/Firehose', dimensionsMap, ...shared });
    }
    case 'tables-workgroup': {
      const dimensionsMap = finishedQueries(watched.deployment.tablesWorkgroup);
      return new Metric({ namespace: 'AWS/Athena', dimensionsMap, ...shared });
    }
    default:
      return of satisfies never;
  }
}
