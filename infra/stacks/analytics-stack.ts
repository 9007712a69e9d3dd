import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { NamedQueries } from '../constructs/named-queries';
import { QueryWorkgroups } from '../constructs/query-workgroups';
import { TableKeeper } from '../constructs/table-keeper';
import type { Deployment } from '../deployment';
import { statementsOf } from '../grants';
import { type DeliveryPlaces, keepersPlaces, placesOf } from '../places';
import type { RoleName } from '../roles';

export interface AnalyticsStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly delivery: DeliveryPlaces;
}

/** From S3 to the answer: tables and what keeps them, workgroups, queries, and who may ask. */
export class AnalyticsStack extends Stack {
  readonly workgroups: QueryWorkgroups;
  readonly keeper: TableKeeper;
  /** Lets a server answer the admin. */
  readonly admin: ManagedPolicy;
  /** Lets it find events in raw and replay what failed, besides. */
  readonly replay: ManagedPolicy;

  constructor(scope: Construct, id: string, props: AnalyticsStackProps) {
    super(scope, id, props);
    const { deployment, delivery } = props;
    const { processed } = delivery;
    this.workgroups = new QueryWorkgroups(this, 'Workgroups', { processed, deployment });
    new NamedQueries(this, 'Reports', {
      workgroup: this.workgroups.questions,
      database: deployment.database,
    });
    this.keeper = new TableKeeper(this, 'Keeper', {
      processed,
      workgroup: this.workgroups.tables,
      places: keepersPlaces(this, deployment, delivery),
      deployment,
    });
    const places = placesOf(this, deployment, delivery);
    const policy = (child: string, role: RoleName, description: string, of = places) =>
      new ManagedPolicy(this, child, { description, statements: statementsOf(role, of) });
    this.admin = policy('Admin', 'admin', 'Lets a Footfall server answer the admin.');
    this.replay = policy(
      'Replay',
      'replay',
      'Lets a Footfall server find events as they came and replay what failed.',
    );
    const operator = policy(
      'Operator',
      'operator',
      'Lets somebody send again what was not delivered, and bring a history or a lake.',
    );
    const erasure = policy(
      'Erasure',
      'erasure',
      'Lets somebody remove a visitor from everything that is kept.',
      keepersPlaces(this, deployment, delivery),
    );

    const output = (name: string, value: string, description: string) =>
      new CfnOutput(this, name, { value, description });
    output('Database', deployment.database, 'Setting FOOTFALL_ATHENA_DATABASE of the server.');
    output('Workgroup', deployment.workgroup, 'Setting FOOTFALL_ATHENA_WORKGROUP of the server.');
    output('AlarmPrefix', deployment.alarmPrefix, 'Setting FOOTFALL_ALARM_PREFIX of the server.');
    output('KeeperMachine', this.keeper.machine.stateMachineArn, 'The run that keeps the tables.');
    output(
      'AdminPolicy',
      this.admin.managedPolicyArn,
      'Policy for the role of a server that answers the admin.',
    );
    output(
      'ReplayPolicy',
      this.replay.managedPolicyArn,
      'Policy for such a server that also finds events in raw and replays what failed.',
    );
    output(
      'OperatorPolicy',
      operator.managedPolicyArn,
      'Policy for who runs redrive, sync and backfill.',
    );
    output('ErasurePolicy', erasure.managedPolicyArn, 'Policy for who removes a visitor.');
  }
}
