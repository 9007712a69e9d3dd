import { describe, expect, test } from 'vitest';
import { dataSide, type PartName } from '../testing/data-templates';
import { alarmProblems } from './alarm-rules';
import { firehoseProblems } from './firehose-rules';
import { quicksightProblems } from './quicksight-rules';
import { roleProblems } from './role-rules';
import { tableProblems } from './table-rules';
import { type Json, ofType, plain, type Template } from './template';

const { part } = dataSide();
const RULES: Readonly<Record<string, (template: Template) => string[]>> = {
  firehose: firehoseProblems,
  alarms: alarmProblems,
  quicksight: quicksightProblems,
  tables: tableProblems,
  roles: roleProblems,
};
type Rule = keyof typeof RULES & string;

test('there is nothing to object to as it is', () => {
  const parts = ['Delivery', 'Analytics', 'Monitoring', 'Quicksight', 'Access'] as const;
  for (const name of parts) {
    for (const [rule, problems] of Object.entries(RULES)) {
      if (rule === 'alarms' && name !== 'Monitoring') continue;
      expect([name, rule, problems(part(name))]).toEqual([name, rule, []]);
    }
  }
});

interface Mistake {
  readonly what: string;
  readonly in: PartName;
  readonly rule: Rule;
  readonly plant: (template: Template) => void;
  readonly found: RegExp;
}

const first = (template: Template, type: string, id = /./): Json => {
  const one = ofType(template, type).find((found) => id.test(found.id));
  if (!one) throw new Error(`no ${type}`);
  return one.properties;
};
const target = (template: Template, id = /Events/): Json =>
  first(template, 'AWS::KinesisFirehose::DeliveryStream', id).ExtendedS3DestinationConfiguration;
const table = (template: Template): Json => first(template, 'AWS::Glue::Table').TableInput;
const alarm = (template: Template, id: RegExp): Json =>
  first(template, 'AWS::CloudWatch::Alarm', id);
const shop = (template: Template): Json =>
  first(template, 'AWS::QuickSight::Dashboard', /QuicksightDashboard/).Definition;
const bucket = (template: Template, id: RegExp): Json => first(template, 'AWS::S3::Bucket', id);
const statement = (template: Template, id: RegExp): Json[] =>
  [...ofType(template, 'AWS::IAM::Policy'), ...ofType(template, 'AWS::IAM::ManagedPolicy')].find(
    (one) => id.test(one.id),
  )?.properties.PolicyDocument.Statement;
/** Changes the definition of the state machine as JSON. */
function machine(template: Template, change: (definition: Json) => void): void {
  const properties = first(template, 'AWS::StepFunctions::StateMachine');
  const definition = JSON.parse(plain(properties.DefinitionString));
  change(definition);
  properties.DefinitionString = JSON.stringify(definition);
}

const MISTAKES: readonly Mistake[] = [
  // Firehose, its table, its buckets.
  {
    what: 'too small a buffer for Parquet',
    in: 'Delivery',
    rule: 'firehose',
    found: /does not gather 32 MiB for Parquet/,
    plant: (t) => {
      target(t).BufferingHints.SizeInMBs = 32;
    },
  },
  {
    what: 'gathering longer than Firehose may',
    in: 'Delivery',
    rule: 'firehose',
    found: /does not gather 901 s/,
    plant: (t) => {
      target(t).BufferingHints.IntervalInSeconds = 901;
    },
  },
  {
    what: 'gzip around Parquet',
    in: 'Delivery',
    rule: 'firehose',
    found: /compressed inside/,
    plant: (t) => {
      target(t).CompressionFormat = 'GZIP';
    },
  },
  {
    what: 'no prefix for errors',
    in: 'Delivery',
    rule: 'firehose',
    found: /needs one for errors/,
    plant: (t) => {
      delete target(t).ErrorOutputPrefix;
    },
  },
  {
    what: 'errors without their type',
    in: 'Delivery',
    rule: 'firehose',
    found: /does not tell their type/,
    plant: (t) => {
      target(t).ErrorOutputPrefix = 'undelivered/events/';
    },
  },
  {
    what: 'errors where no redrive looks',
    in: 'Delivery',
    rule: 'firehose',
    found: /redrive looks/,
    plant: (t) => {
      target(t).ErrorOutputPrefix = 'errors/!{firehose:error-output-type}/';
    },
  },
  {
    what: 'an expression that Firehose does not know',
    in: 'Delivery',
    rule: 'firehose',
    found: /does not know !\{timestamp:YYYY\}/,
    plant: (t) => {
      target(t).Prefix = 'landing/events/dt=!{timestamp:YYYY}/';
    },
  },
  {
    what: 'another prefix than the table projects',
    in: 'Delivery',
    rule: 'firehose',
    found: /Athena looks for/,
    plant: (t) => {
      target(t).Prefix = 'landing/events/date=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/';
    },
  },
  {
    what: 'another location than Firehose writes',
    in: 'Delivery',
    rule: 'firehose',
    found: /Athena looks for/,
    plant: (t) => {
      table(t).Parameters['storage.location.template'] = 's3://b/landing/dt=/hour=/';
    },
  },
  {
    what: 'source kept without conversion',
    in: 'Delivery',
    rule: 'firehose',
    found: /keeps the source only of/,
    plant: (t) => {
      target(t).DataFormatConversionConfiguration.Enabled = false;
    },
  },
  {
    what: 'another table’s columns',
    in: 'Delivery',
    rule: 'firehose',
    found: /none of this template/,
    plant: (t) => {
      target(t).DataFormatConversionConfiguration.SchemaConfiguration.TableName = 'events';
    },
  },
  {
    what: 'another database',
    in: 'Delivery',
    rule: 'firehose',
    found: /of another database/,
    plant: (t) => {
      target(t).DataFormatConversionConfiguration.SchemaConfiguration.DatabaseName = 'shop';
    },
  },
  {
    what: 'dynamic partitioning of packed records',
    in: 'Delivery',
    rule: 'firehose',
    found: /dynamic partitioning/,
    plant: (t) => {
      target(t).DynamicPartitioningConfiguration = { Enabled: true };
    },
  },
  {
    what: 'a role for the backup alone',
    in: 'Delivery',
    rule: 'firehose',
    found: /one role of its own/,
    plant: (t) => {
      target(t).S3BackupConfiguration.RoleARN = target(t, /Failed/).RoleARN;
    },
  },
  {
    what: 'errors told nowhere',
    in: 'Delivery',
    rule: 'firehose',
    found: /told nowhere/,
    plant: (t) => {
      target(t).CloudWatchLoggingOptions.Enabled = false;
    },
  },
  {
    what: 'a column of the contract left out',
    in: 'Delivery',
    rule: 'firehose',
    found: /has unit_price decimal\(10,2\), which Firehose would drop/,
    plant: (t) => {
      table(t).StorageDescriptor.Columns = table(t).StorageDescriptor.Columns.filter(
        (one: Json) => one.Name !== 'unit_price',
      );
    },
  },
  {
    what: 'a column of another type',
    in: 'Delivery',
    rule: 'firehose',
    found: /event_ms bigint/,
    plant: (t) => {
      table(t).StorageDescriptor.Columns.find((one: Json) => one.Name === 'event_ms').Type =
        'string';
    },
  },
  {
    what: 'a reader of JSON for Parquet',
    in: 'Delivery',
    rule: 'firehose',
    found: /does not read Parquet/,
    plant: (t) => {
      table(t).StorageDescriptor.SerdeInfo.SerializationLibrary =
        'org.openx.data.jsonserde.JsonSerDe';
    },
  },
  {
    what: 'hours of one digit',
    in: 'Delivery',
    rule: 'firehose',
    found: /projection.hour.digits is 1/,
    plant: (t) => {
      table(t).Parameters['projection.hour.digits'] = '1';
    },
  },
  {
    what: 'projection without tomorrow',
    in: 'Delivery',
    rule: 'firehose',
    found: /projection.dt.range/,
    plant: (t) => {
      table(t).Parameters['projection.dt.range'] = '2026-01-01,NOW';
    },
  },
  {
    what: 'tables that expire',
    in: 'Delivery',
    rule: 'firehose',
    found: /tables still read/,
    plant: (t) => {
      bucket(t, /Processed/).LifecycleConfiguration.Rules.push({
        Prefix: 'tables/',
        ExpirationInDays: 400,
        Status: 'Enabled',
      });
    },
  },
  {
    what: 'failed events kept for ever',
    in: 'Delivery',
    rule: 'firehose',
    found: /kept for ever/,
    plant: (t) => {
      const { LifecycleConfiguration: rules } = bucket(t, /Raw/);
      rules.Rules = rules.Rules.filter((one: Json) => one.Prefix !== 'failed/');
    },
  },
  // Alarms and the dashboard.
  {
    what: 'a metric that is not there',
    in: 'Monitoring',
    rule: 'alarms',
    found: /has no metric DeliveryToS3.Freshness/,
    plant: (t) => {
      alarm(t, /deliverystale/).MetricName = 'DeliveryToS3.Freshness';
    },
  },
  {
    what: 'a metric of another namespace',
    in: 'Monitoring',
    rule: 'alarms',
    found: /nobody writes to the namespace AWS\/KinesisFirehose/,
    plant: (t) => {
      alarm(t, /throttled/).Namespace = 'AWS/KinesisFirehose';
    },
  },
  {
    what: 'a dimension that is not there',
    in: 'Monitoring',
    rule: 'alarms',
    found: /has the dimensions DeliveryStreamName/,
    plant: (t) => {
      alarm(t, /requestsshed/).Dimensions[0].Name = 'StreamName';
    },
  },
  {
    what: 'a limit of its own',
    in: 'Monitoring',
    rule: 'alarms',
    found: /judges otherwise/,
    plant: (t) => {
      alarm(t, /sinklag/).Threshold = 20_000;
    },
  },
  {
    what: 'a name the health page does not know',
    in: 'Monitoring',
    rule: 'alarms',
    found: /no such alarm/,
    plant: (t) => {
      alarm(t, /conversionfailed/).AlarmName = 'footfall-conversions';
    },
  },
  {
    what: 'an alarm that tells nobody',
    in: 'Monitoring',
    rule: 'alarms',
    found: /tells nobody/,
    plant: (t) => {
      alarm(t, /mergelate/).AlarmActions = [];
    },
  },
  {
    what: 'a period that CloudWatch does not know',
    in: 'Monitoring',
    rule: 'alarms',
    found: /no period of 90 s/,
    plant: (t) => {
      alarm(t, /notraffic/).Period = 90;
    },
  },
  {
    what: 'a chart of a metric that is not there',
    in: 'Monitoring',
    rule: 'alarms',
    found: /has no metric ThrottledRecord"?/,
    plant: (t) => {
      const one = first(t, 'AWS::CloudWatch::Dashboard');
      one.DashboardBody = plain(one.DashboardBody).replace(
        '"ThrottledRecords"',
        '"ThrottledRecord"',
      );
    },
  },
  // QuickSight.
  {
    what: 'a column that the set does not have',
    in: 'Quicksight',
    rule: 'quicksight',
    found: /products has no column income/,
    plant: (t) => {
      shop(
        t,
      ).Sheets[1].Visuals[0].KPIVisual.ChartConfiguration.FieldWells.Values[0].NumericalMeasureField.Column.ColumnName =
        'income';
    },
  },
  {
    what: 'a set that is not declared',
    in: 'Quicksight',
    rule: 'quicksight',
    found: /no data set is called product/,
    plant: (t) => {
      shop(
        t,
      ).Sheets[1].Visuals[0].KPIVisual.ChartConfiguration.FieldWells.Values[0].NumericalMeasureField.Column.DataSetIdentifier =
        'product';
    },
  },
  {
    what: 'a visual twice',
    in: 'Quicksight',
    rule: 'quicksight',
    found: /VisualId funnel-kpi-1 is there twice/,
    plant: (t) => {
      const [sheet] = shop(t).Sheets;
      sheet.Visuals.push(sheet.Visuals[0]);
    },
  },
  {
    what: 'a field twice',
    in: 'Quicksight',
    rule: 'quicksight',
    found: /FieldId .* is there twice/,
    plant: (t) => {
      const wells =
        shop(t).Sheets[1].Visuals[6].TableVisual.ChartConfiguration.FieldWells
          .TableAggregatedFieldWells;
      wells.Values.push(wells.Values[0]);
    },
  },
  {
    what: 'a figure made of no column',
    in: 'Quicksight',
    rule: 'quicksight',
    found: /bounce_rate is made of bounced/,
    plant: (t) => {
      shop(t).CalculatedFields.find((one: Json) => one.Name === 'bounce_rate').Expression =
        'sum({bounced}) / sum({sessions})';
    },
  },
  {
    what: 'a figure that nothing works out',
    in: 'Quicksight',
    rule: 'quicksight',
    found: /shows conversion, which nothing/,
    plant: (t) => {
      const fields = shop(t).CalculatedFields;
      fields.splice(
        fields.findIndex((one: Json) => one.Name === 'conversion'),
        1,
      );
    },
  },
  {
    what: 'a parameter that the application sets',
    in: 'Quicksight',
    rule: 'quicksight',
    found: /sets Channel, which it does not declare/,
    plant: (t) => {
      const list = shop(t).ParameterDeclarations;
      list.splice(
        list.findIndex((one: Json) => one.StringParameterDeclaration?.Name === 'Channel'),
        1,
      );
    },
  },
  {
    what: 'a filter of another sheet',
    in: 'Quicksight',
    rule: 'quicksight',
    found: /for the sheet funnels/,
    plant: (t) => {
      shop(
        t,
      ).FilterGroups[0].ScopeConfiguration.SelectedSheets.SheetVisualScopingConfigurations[0].SheetId =
        'funnels';
    },
  },
  {
    what: 'a sort by what is not shown',
    in: 'Quicksight',
    rule: 'quicksight',
    found: /sorts by funnel-funnel-2.position/,
    plant: (t) => {
      shop(
        t,
      ).Sheets[0].Visuals[1].FunnelChartVisual.ChartConfiguration.SortConfiguration.CategorySort[0].FieldSort.FieldId =
        'funnel-funnel-2.position';
    },
  },
  {
    what: 'a permission of another kind',
    in: 'Quicksight',
    rule: 'quicksight',
    found: /quicksight:DescribeDashboards is not granted/,
    plant: (t) => {
      first(t, 'AWS::QuickSight::Dashboard').Permissions[0].Actions.push(
        'quicksight:DescribeDashboards',
      );
    },
  },
  {
    what: 'a column that the SQL does not give',
    in: 'Quicksight',
    rule: 'quicksight',
    found: /its SQL gives no column visitors/,
    plant: (t) => {
      first(t, 'AWS::QuickSight::DataSet').PhysicalTableMap.funnel.CustomSql.Columns.push({
        Name: 'visitors',
        Type: 'INTEGER',
      });
    },
  },
  {
    what: 'the role that only the console sets up',
    in: 'Quicksight',
    rule: 'quicksight',
    found: /only the console/,
    plant: (t) => {
      delete first(t, 'AWS::QuickSight::DataSource').DataSourceParameters.AthenaParameters.RoleArn;
    },
  },
  // Tables and what keeps them.
  {
    what: 'a workgroup that clients may overrule',
    in: 'Analytics',
    rule: 'tables',
    found: /ask past its limits/,
    plant: (t) => {
      first(t, 'AWS::Athena::WorkGroup').WorkGroupConfiguration.EnforceWorkGroupConfiguration =
        false;
    },
  },
  {
    what: 'no limit of bytes',
    in: 'Analytics',
    rule: 'tables',
    found: /may read everything/,
    plant: (t) => {
      delete first(t, 'AWS::Athena::WorkGroup').WorkGroupConfiguration.BytesScannedCutoffPerQuery;
    },
  },
  {
    what: 'results beside the events',
    in: 'Analytics',
    rule: 'tables',
    found: /results lie where/,
    plant: (t) => {
      first(t, 'AWS::Athena::WorkGroup').WorkGroupConfiguration.ResultConfiguration.OutputLocation =
        's3://b/results/';
    },
  },
  {
    what: 'a query made before its workgroup',
    in: 'Analytics',
    rule: 'tables',
    found: /before its workgroup/,
    plant: (t) => {
      const query = ofType(t, 'AWS::Athena::NamedQuery')[0];
      if (query) delete (query.resource as Json).DependsOn;
    },
  },
  {
    what: 'a query with open places',
    in: 'Analytics',
    rule: 'tables',
    found: /values of its parameters/,
    plant: (t) => {
      first(t, 'AWS::Athena::NamedQuery').QueryString = 'SELECT 1 FROM events WHERE dt = ?';
    },
  },
  {
    what: 'a state that leads to none',
    in: 'Analytics',
    rule: 'tables',
    found: /leads to Merge, which is not there/,
    plant: (t) =>
      machine(t, (d) => {
        d.States['Did anything arrive?'].Choices[0].Next = 'Merge';
      }),
  },
  {
    what: 'a state that nothing leads to',
    in: 'Analytics',
    rule: 'tables',
    found: /nothing leads to Keep house/,
    plant: (t) =>
      machine(t, (d) => {
        d.States['Is it the run of the night?'].Choices[0].Next = 'Done';
      }),
  },
  {
    what: 'a statement that nobody waits for',
    in: 'Analytics',
    rule: 'tables',
    found: /does not wait/,
    plant: (t) =>
      machine(t, (d) => {
        d.States['Which days arrived?'].Resource = 'arn:aws:states:::athena:startQueryExecution';
      }),
  },
  {
    what: 'a commit that is not tried again',
    in: 'Analytics',
    rule: 'tables',
    found: /not tried again/,
    plant: (t) =>
      machine(t, (d) => {
        d.States['Which days arrived?'].Retry = [];
      }),
  },
  {
    what: 'a workgroup that is not there',
    in: 'Analytics',
    rule: 'tables',
    found: /no workgroup is called primary/,
    plant: (t) =>
      machine(t, (d) => {
        d.States['Which days arrived?'].Arguments.WorkGroup = 'primary';
      }),
  },
  {
    what: 'a schedule that does not say when',
    in: 'Analytics',
    rule: 'tables',
    found: /the wrong hours/,
    plant: (t) => {
      first(t, 'AWS::Scheduler::Schedule').Target.Input = '{}';
    },
  },
  // Roles.
  {
    what: 'all actions of a service',
    in: 'Analytics',
    rule: 'roles',
    found: /athena:\* is no single action/,
    plant: (t) => {
      statement(t, /^Admin/)[0].Action = 'athena:*';
    },
  },
  {
    what: 'an action on everything',
    in: 'Delivery',
    rule: 'roles',
    found: /firehose:PutRecordBatch on everything/,
    plant: (t) => {
      statement(t, /^Ingest/)[0].Resource = '*';
    },
  },
  {
    what: 'the public’s role reading events',
    in: 'Delivery',
    rule: 'roles',
    found: /may read them/,
    plant: (t) => {
      statement(t, /^Ingest/)[0].Action.push('athena:StartQueryExecution');
    },
  },
  {
    what: 'a role for any account’s streams',
    in: 'Delivery',
    rule: 'roles',
    found: /for another account/,
    plant: (t) => {
      delete first(t, 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement[0].Condition;
    },
  },
];

describe('a planted mistake is found', () => {
  test('there are enough of them', () => expect(MISTAKES.length).toBeGreaterThanOrEqual(50));

  for (const { what, in: name, rule, plant, found } of MISTAKES) {
    test(`${name}: ${what}`, () => {
      const planted = structuredClone(part(name));
      plant(planted);
      expect(planted).not.toEqual(part(name));
      expect(RULES[rule]?.(planted).join('\n')).toMatch(found);
    });
  }
});
