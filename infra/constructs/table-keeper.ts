import { Duration, RemovalPolicy, Stack, TimeZone } from 'aws-cdk-lib';
import type { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import {
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { productTitle } from '@/lib/catalog/product';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import {
  createLiveEvents,
  createProducts,
  createTable,
  LIVE_EVENTS,
  storedTables,
} from '@/lib/models/athena-ddl';
import { DATABASE_TABLES } from '@/lib/models/athena-statements';
import { upkeepTemplates } from '@/lib/models/athena-upkeep';
import { lateMinutes } from '../alarms';
import type { Deployment } from '../deployment';
import { statementsOf } from '../grants';
import { keeperDefinition } from '../keeper/keeper-definition';
import type { Places } from '../roles';

export interface TableKeeperProps {
  readonly processed: IBucket;
  readonly workgroup: CfnWorkGroup;
  readonly places: Places;
  readonly deployment: Deployment;
}

/** A run that begins a little late still takes in all that the one before it left. */
const SPARE_HOURS = 2;
/** The quietest hour of a European shop, and not the full hour, when everybody's schedules begin. */
const NIGHT = { hour: '2', minute: '37' };

/** Declares the tables, and keeps them: merge, models, housekeeping, on a schedule. */
export class TableKeeper extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: TableKeeperProps) {
    super(scope, id);
    const { processed, workgroup, places, deployment } = props;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: 'Keeps the tables of Footfall',
    });
    const policy = new Policy(this, 'Policy', {
      roles: [role],
      statements: statementsOf('models', places),
    });
    const logs = new LogGroup(this, 'Logs', {
      // The name under which Step Functions may write logs without a policy of their own.
      logGroupName: `/aws/vendedlogs/states/${deployment.keeper}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: deployment.keeper,
      stateMachineType: StateMachineType.STANDARD,
      role,
      definitionBody: DefinitionBody.fromString(
        Stack.of(this).toJsonString(this.definition(processed, deployment)),
      ),
      // Without data: what a statement answered is nobody's business but Athena's.
      logs: { destination: logs, level: LogLevel.ALL, includeExecutionData: false },
    });
    this.machine.node.addDependency(policy, workgroup);

    const every = Duration.minutes(deployment.mergeMinutes);
    this.schedule('Often', ScheduleExpression.rate(every), {}, every);
    const night = ScheduleExpression.cron({ ...NIGHT, timeZone: TimeZone.ETC_UTC });
    this.schedule('Nightly', night, { daily: true }, Duration.hours(12));
  }

  private schedule(
    id: string,
    schedule: ScheduleExpression,
    input: Readonly<Record<string, boolean>>,
    maxEventAge: Duration,
  ): void {
    new Schedule(this, id, {
      schedule,
      description: 'Starts the run that keeps the tables of Footfall',
      target: new StepFunctionsStartExecution(this.machine, {
        input: ScheduleTargetInput.fromObject({ time: ContextAttribute.scheduledTime, ...input }),
        maxEventAge,
      }),
    });
  }

  private definition(processed: IBucket, deployment: Deployment) {
    const folder = `s3://${processed.bucketName}/${PREFIXES.tables}`;
    const products = PRODUCTS.map((one) => ({ ...one, name: productTitle(one) }));
    return keeperDefinition({
      partition: Stack.of(this).partition,
      workgroup: deployment.tablesWorkgroup,
      database: deployment.database,
      templates: upkeepTemplates(DATABASE_TABLES),
      tables: storedTables(DATABASE_TABLES).map((table) => ({
        table,
        create: createTable(table, folder),
      })),
      views: [createProducts(products), createLiveEvents(DATABASE_TABLES)],
      lastView: LIVE_EVENTS,
      recentHours: Math.ceil(deployment.mergeMinutes / 60) + SPARE_HOURS,
      retentionDays: deployment.retentionDays,
      lateMinutes: lateMinutes(deployment),
      holdBucket: processed.bucketName,
    });
  }
}
