import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { QuicksightDashboard } from '../constructs/quicksight-dashboard';
import type { Deployment } from '../deployment';
import { statementsOf } from '../grants';
import { type DeliveryPlaces, placesOf } from '../places';

export interface QuicksightStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly quicksight: NonNullable<Deployment['quicksight']>;
  readonly delivery: DeliveryPlaces;
}

/** Dashboards of QuickSight, for an account that is subscribed to it. */
export class QuicksightStack extends Stack {
  /** Lets a server frame the dashboards. */
  readonly embedding: ManagedPolicy;
  /** Setting FOOTFALL_QUICKSIGHT_DASHBOARDS of the server. */
  readonly dashboards: string;

  constructor(scope: Construct, id: string, props: QuicksightStackProps) {
    super(scope, id, props);
    const { deployment, quicksight, delivery } = props;
    const { dashboardIds } = new QuicksightDashboard(this, 'Quicksight', {
      deployment,
      ...quicksight,
      places: placesOf(this, deployment, delivery),
    });
    const arn = (resource: string, resourceName: string) =>
      this.formatArn({ service: 'quicksight', resource, resourceName });
    this.embedding = new ManagedPolicy(this, 'Embedding', {
      description: 'Lets a Footfall server show dashboards of QuickSight in frames.',
      statements: statementsOf('embedding', {
        'dashboards of QuickSight': Object.values(dashboardIds).map((one) => arn('dashboard', one)),
        // Whoever is signed in, and nobody in particular.
        'users of QuickSight': [arn('user', 'default/*'), arn('namespace', 'default')],
      }),
    });
    this.dashboards = Object.entries(dashboardIds)
      .map(([name, one]) => `${name}=${one}`)
      .join(',');
    const output = (name: string, value: string, description: string) =>
      new CfnOutput(this, name, { value, description });
    output('Dashboards', this.dashboards, 'Setting FOOTFALL_QUICKSIGHT_DASHBOARDS of the server.');
    output('Account', this.account, 'Setting FOOTFALL_QUICKSIGHT_ACCOUNT of the server.');
    output(
      'EmbeddingPolicy',
      this.embedding.managedPolicyArn,
      'Policy for the role of a server that shows them.',
    );
  }
}
