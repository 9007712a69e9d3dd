import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DeployRole } from '../constructs/deploy-role';
import type { Deployment } from '../deployment';

export interface AccessStackProps extends StackProps {
  readonly github: NonNullable<Deployment['github']>;
}

/** Who may deploy the other stacks from outside. */
export class AccessStack extends Stack {
  constructor(scope: Construct, id: string, { github, ...props }: AccessStackProps) {
    super(scope, id, props);
    const { role } = new DeployRole(this, 'Deploy', github);
    new CfnOutput(this, 'DeployRole', {
      value: role.roleArn,
      description: 'Give it to the workflow as role-to-assume.',
    });
  }
}
