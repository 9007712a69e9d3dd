import { plain } from '../../checks/template';
import { alarm, first, type Mistake } from './mistake';

export const ALARM_MISTAKES: readonly Mistake[] = [
  {
    what: 'a metric that is not there',
    in: 'Monitoring',
    found: /has no metric DeliveryToS3.Freshness/,
    plant: (t) => {
      alarm(t, /deliverystale/).MetricName = 'DeliveryToS3.Freshness';
    },
  },
  {
    what: 'a metric of another namespace',
    in: 'Monitoring',
    found: /nobody writes to the namespace AWS\/KinesisFirehose/,
    plant: (t) => {
      alarm(t, /throttled/).Namespace = 'AWS/KinesisFirehose';
    },
  },
  {
    what: 'a dimension that is not there',
    in: 'Monitoring',
    found: /has the dimensions DeliveryStreamName/,
    plant: (t) => {
      alarm(t, /requestsshed/).Dimensions[0].Name = 'StreamName';
    },
  },
  {
    what: 'a limit of its own',
    in: 'Monitoring',
    found: /judges otherwise/,
    plant: (t) => {
      alarm(t, /sinklag/).Threshold = 20_000;
    },
  },
  {
    what: 'a name the health page does not know',
    in: 'Monitoring',
    found: /no such alarm/,
    plant: (t) => {
      alarm(t, /conversionfailed/).AlarmName = 'footfall-conversions';
    },
  },
  {
    what: 'raw events that wait unseen',
    in: 'Monitoring',
    found: /nobody is told when BackupToS3.DataFreshness/,
    plant: (t) => {
      alarm(t, /rawstale/).MetricName = 'BackupToS3.Success';
    },
  },
  {
    what: 'a budget that only one region can have',
    in: 'Monitoring',
    found: /a second region of the account is refused the name footfall-month/,
    plant: (t) => {
      first(t, 'AWS::Budgets::Budget').Budget.BudgetName = 'footfall-month';
    },
  },
  {
    what: 'an alarm that tells nobody',
    in: 'Monitoring',
    found: /tells nobody/,
    plant: (t) => {
      alarm(t, /mergelate/).AlarmActions = [];
    },
  },
  {
    what: 'an alarm that never says that it is over',
    in: 'Monitoring',
    found: /does not say that it is over/,
    plant: (t) => {
      delete alarm(t, /mergelate/).OKActions;
    },
  },
  {
    what: 'a period that CloudWatch does not know',
    in: 'Monitoring',
    found: /no period of 90 s/,
    plant: (t) => {
      alarm(t, /notraffic/).Period = 90;
    },
  },
  {
    what: 'a chart of a metric that is not there',
    in: 'Monitoring',
    found: /has no metric ThrottledRecord"?/,
    plant: (t) => {
      const one = first(t, 'AWS::CloudWatch::Dashboard');
      one.DashboardBody = plain(one.DashboardBody).replace(
        '"ThrottledRecords"',
        '"ThrottledRecord"',
      );
    },
  },
];
