import { Stack } from 'aws-cdk-lib';
import { type IRole, Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  CfnDashboard,
  CfnDataSet,
  CfnDataSource,
  CfnRefreshSchedule,
} from 'aws-cdk-lib/aws-quicksight';
import { Construct } from 'constructs';
import { DASHBOARDS } from '@/lib/dashboards/dashboard-provider';
import type { Deployment } from '../deployment';
import { statementsOf } from '../grants';
import { dashboardDefinition, SHEETS } from '../quicksight/dashboard-definition';
import { DATA_SETS, type DataSet, sqlOf } from '../quicksight/data-sets';
import { DASHBOARD_OWNER, DATA_SET_OWNER, DATA_SOURCE_OWNER } from '../quicksight/permissions';
import type { Places } from '../roles';

export interface QuicksightDashboardProps {
  readonly deployment: Deployment;
  readonly principal: string;
  readonly mode: 'DIRECT_QUERY' | 'SPICE';
  readonly places: Places;
}

/**
 * Data sets over the modelled tables, a dashboard of all sheets, and one of each sheet for the frames
 * of the admin. The account has to be subscribed to QuickSight before.
 */
export class QuicksightDashboard extends Construct {
  readonly dashboardIds: Readonly<Record<string, string>>;
  readonly role: IRole;

  constructor(scope: Construct, id: string, props: QuicksightDashboardProps) {
    super(scope, id);
    const { deployment, principal, mode, places } = props;
    const { database } = deployment;
    const account = Stack.of(this).account;
    const named = (name: string) => `${deployment.alarmPrefix}${name}`;
    const permissions = (actions: readonly string[]) => [{ principal, actions: [...actions] }];

    // A role of our own: the account's own one for QuickSight is set up by hand, in the console alone.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('quicksight.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
      description: 'Lets QuickSight ask Athena for the tables of Footfall',
    });
    this.role = role;
    const policy = new Policy(this, 'Policy', {
      roles: [role],
      statements: statementsOf('quicksight', places),
    });
    const source = new CfnDataSource(this, 'Source', {
      awsAccountId: account,
      dataSourceId: named('athena'),
      name: named('athena'),
      type: 'ATHENA',
      dataSourceParameters: {
        athenaParameters: { workGroup: deployment.workgroup, roleArn: role.roleArn },
      },
      permissions: permissions(DATA_SOURCE_OWNER),
    });
    source.node.addDependency(policy);

    const made = new Map(
      DATA_SETS.map((set) => [
        set.name,
        this.dataSet(set, { source, mode, account, database, named, permissions }),
      ]),
    );
    const arnOf = ({ name }: DataSet): string => made.get(name)?.attrArn ?? '';
    const dashboard = (child: string, name: string, sheets = SHEETS) =>
      new CfnDashboard(this, child, {
        awsAccountId: account,
        dashboardId: named(name),
        name: named(name),
        definition: dashboardDefinition(arnOf, sheets),
        permissions: permissions(DASHBOARD_OWNER),
        validationStrategy: { mode: 'STRICT' },
        dashboardPublishOptions: { adHocFilteringOption: { availabilityStatus: 'DISABLED' } },
      });
    dashboard('Dashboard', 'shop');
    for (const name of DASHBOARDS) {
      dashboard(
        `Sheet-${name}`,
        name,
        SHEETS.filter((sheet) => sheet.id === name),
      );
    }
    this.dashboardIds = Object.fromEntries(DASHBOARDS.map((name) => [name, named(name)]));
  }

  private dataSet(
    set: DataSet,
    made: {
      readonly source: CfnDataSource;
      readonly mode: QuicksightDashboardProps['mode'];
      readonly account: string;
      readonly database: string;
      readonly named: (name: string) => string;
      readonly permissions: (actions: readonly string[]) => CfnDataSet.ResourcePermissionProperty[];
    },
  ): CfnDataSet {
    const { source, mode, account, database, named, permissions } = made;
    const dataSet = new CfnDataSet(this, `Set-${set.name}`, {
      awsAccountId: account,
      dataSetId: named(set.name),
      name: set.title,
      importMode: mode,
      physicalTableMap: {
        [set.name]: {
          customSql: {
            dataSourceArn: source.attrArn,
            name: set.name,
            sqlQuery: sqlOf(set, database),
            columns: Object.entries(set.columns).map(([name, type]) => ({ name, type })),
          },
        },
      },
      permissions: permissions(DATA_SET_OWNER),
    });
    if (mode === 'SPICE') {
      new CfnRefreshSchedule(this, `Refresh-${set.name}`, {
        awsAccountId: account,
        dataSetId: named(set.name),
        schedule: {
          scheduleId: 'hourly',
          refreshType: 'FULL_REFRESH',
          scheduleFrequency: { interval: 'HOURLY' },
        },
      }).addResourceDependency(dataSet);
    }
    return dataSet;
  }
}
