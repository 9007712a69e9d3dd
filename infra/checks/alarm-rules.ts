import { STREAM_DIMENSION } from '@/lib/monitoring/emf';
import { MEASURE_NAMES, MEASURES } from '@/lib/monitoring/measures';
import { METRIC_NAMES, READING_NAMES } from '@/lib/monitoring/metric-names';
import { METRICS_NAMESPACE } from '../constructs/pipeline-metrics';
import { type Json, ofType, plain, type Template } from './template';

const ATHENA = ['QueryState', 'QueryType', 'WorkGroup'];

/**
 * Metrics that are there, written down from AWS's own pages and not taken from our code: CloudWatch
 * takes any name, and an alarm on one that nobody writes is silent for ever.
 */
const KNOWN: Readonly<
  Record<string, { metrics: readonly string[]; dimensions: readonly string[] }>
> = {
  'AWS/Firehose': {
    metrics: [
      'IncomingBytes',
      'IncomingRecords',
      'IncomingPutRequests',
      'ThrottledRecords',
      'BytesPerSecondLimit',
      'RecordsPerSecondLimit',
      'PutRequestsPerSecondLimit',
      'DeliveryToS3.Bytes',
      'DeliveryToS3.DataFreshness',
      'DeliveryToS3.Records',
      'DeliveryToS3.Success',
      'BackupToS3.DataFreshness',
      'BackupToS3.Success',
      'SucceedConversion.Records',
      'FailedConversion.Records',
    ],
    dimensions: [STREAM_DIMENSION],
  },
  'AWS/Athena': { metrics: ['ProcessedBytes', 'TotalExecutionTime'], dimensions: ATHENA },
  'AWS/States': {
    metrics: ['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsFailed', 'ExecutionsTimedOut'],
    dimensions: ['StateMachineArn'],
  },
  'AWS/Events': { metrics: ['TriggeredRules', 'FailedInvocations'], dimensions: ['RuleName'] },
  [METRICS_NAMESPACE]: {
    metrics: [...METRIC_NAMES, ...READING_NAMES],
    dimensions: [STREAM_DIMENSION],
  },
};
/** Both ways of an event out of Firehose: what waits in either is lost after a day. */
const WAITING = ['DeliveryToS3.DataFreshness', 'BackupToS3.DataFreshness'];
/** Periods that CloudWatch knows: some seconds, or whole minutes. */
const isPeriod = (seconds: number) => [10, 20, 30].includes(seconds) || seconds % 60 === 0;

/** What is wrong with alarms and the dashboard. */
export function alarmProblems(template: Template): string[] {
  const alarms = ofType(template, 'AWS::CloudWatch::Alarm');
  const problems = alarms.flatMap(({ id, properties }) => {
    const { Namespace, MetricName, Dimensions = [], Period, EvaluationPeriods } = properties;
    const names = Dimensions.map(({ Name }: Json) => Name);
    const found = metricProblems(Namespace, MetricName, names);
    if (!isPeriod(Period)) found.push(`CloudWatch knows no period of ${Period} s`);
    if (Period * EvaluationPeriods > 86_400) found.push('CloudWatch looks at a day at most');
    if (!properties.AlarmActions?.length) found.push('it tells nobody');
    if (!properties.OKActions?.length) found.push('it does not say that it is over');
    if (!properties.TreatMissingData) found.push('it does not say what silence means');
    return found.map((text) => `${id}: ${text}`);
  });
  const named = alarms.map(({ properties }) => String(properties.AlarmName));
  for (const name of MEASURE_NAMES) {
    const { threshold, statistic } = MEASURES[name];
    if (!threshold) continue;
    const alarm = alarms.find(({ properties }) =>
      String(properties.AlarmName).endsWith(`-${threshold.alarm}`),
    );
    if (!alarm) {
      problems.push(`the health page judges ${threshold.alarm}, and there is no such alarm`);
      continue;
    }
    const { Threshold, ComparisonOperator, Period, EvaluationPeriods, Statistic } =
      alarm.properties;
    const operator = threshold.is === 'above' ? 'GreaterThanThreshold' : 'LessThanThreshold';
    const same =
      Threshold === threshold.limit &&
      ComparisonOperator === operator &&
      Period * 1000 === threshold.periodMs &&
      EvaluationPeriods === threshold.periods &&
      Statistic === statistic;
    if (!same) problems.push(`${alarm.id}: it judges otherwise than the health page`);
  }
  for (const metric of WAITING) {
    if (!alarms.some(({ properties }) => properties.MetricName === metric)) {
      problems.push(`nobody is told when ${metric} says that events wait`);
    }
  }
  for (const name of new Set(named.filter((one, i) => named.indexOf(one) !== i))) {
    problems.push(`two alarms are called ${name}`);
  }
  return [...problems, ...nameProblems(template), ...dashboardProblems(template)];
}

/** What an account has once under a name, wherever it is made. */
function nameProblems(template: Template): string[] {
  const names = [
    ...ofType(template, 'AWS::CloudWatch::Dashboard').map(
      ({ properties }) => properties.DashboardName,
    ),
    ...ofType(template, 'AWS::Budgets::Budget').map(
      ({ properties }) => properties.Budget.BudgetName,
    ),
  ];
  return names
    .filter((name) => !JSON.stringify(name).includes('"AWS::Region"'))
    .map((name) => `a second region of the account is refused the name ${plain(name)}`);
}

function metricProblems(
  namespace: string,
  metric: string,
  dimensions: readonly string[],
): string[] {
  const known = KNOWN[namespace];
  if (!known) return [`nobody writes to the namespace ${namespace}`];
  if (!known.metrics.includes(metric)) return [`${namespace} has no metric ${metric}`];
  const wanted = [...known.dimensions].sort().join();
  if ([...dimensions].sort().join() === wanted) return [];
  return [`${namespace} ${metric} has the dimensions ${wanted}`];
}

function dashboardProblems(template: Template): string[] {
  return ofType(template, 'AWS::CloudWatch::Dashboard').flatMap(({ id, properties }) => {
    const { widgets } = JSON.parse(plain(properties.DashboardBody)) as Json;
    const metrics: Json[] = widgets.flatMap((one: Json) => one.properties?.metrics ?? []);
    const asked = metrics.map(([namespace, metric, ...rest]) => {
      // Pairs of name and value, then an object of how it is drawn.
      const names = rest.filter((_: Json, i: number) => i % 2 === 0 && typeof rest[i] === 'string');
      return metricProblems(namespace, metric, names);
    });
    const titles = widgets.map((one: Json) => one.properties?.title);
    const missing = MEASURE_NAMES.filter((name) => !titles.includes(MEASURES[name].label));
    return [...asked.flat(), ...missing.map((name) => `it does not show ${name}`)].map(
      (text) => `${id}: ${text}`,
    );
  });
}
