import { Aws, Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IWidget,
  PeriodOverride,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { MEASURES, type MeasureName, PARTS } from '@/lib/monitoring/measures';
import { measureMetric, type Watched } from './pipeline-metrics';

export interface PipelineDashboardProps {
  readonly watched: Watched;
  readonly alarms: readonly Alarm[];
}

const PERIOD = Duration.minutes(5);
/** CloudWatch's dashboards are 24 columns wide. */
const COLUMNS = 24;
const ACROSS = 4;

/** The health page as a dashboard of CloudWatch: alarms, then a chart for each measure, by its part. */
export class PipelineDashboard extends Construct {
  constructor(scope: Construct, id: string, { watched, alarms }: PipelineDashboardProps) {
    super(scope, id);
    // Named in the whole account, not by region: a second region would be refused the same name.
    const name = `${watched.deployment.alarmPrefix}pipeline-${Aws.REGION}`;
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: name,
      defaultInterval: Duration.hours(12),
      periodOverride: PeriodOverride.AUTO,
    });
    dashboard.addWidgets(
      new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: COLUMNS, height: 4 }),
    );
    for (const { title, measures } of PARTS) {
      dashboard.addWidgets(new TextWidget({ markdown: `## ${title}`, width: COLUMNS, height: 1 }));
      for (let i = 0; i < measures.length; i += ACROSS) {
        dashboard.addWidgets(
          ...measures.slice(i, i + ACROSS).map((measure) => chart(measure, watched)),
        );
      }
    }
  }
}

function chart(name: MeasureName, watched: Watched): IWidget {
  const { label, threshold } = MEASURES[name];
  const sameStretch = threshold && threshold.periodMs === PERIOD.toMilliseconds();
  return new GraphWidget({
    title: label,
    left: [measureMetric(name, watched, PERIOD).with({ label })],
    leftYAxis: { min: 0, showUnits: false },
    // A limit on another stretch of time would be read wrongly beside these points.
    leftAnnotations: sameStretch ? [{ value: threshold.limit, label: threshold.means }] : [],
    width: COLUMNS / ACROSS,
    height: 6,
  });
}
