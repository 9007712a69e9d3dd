import { Duration, Stack } from 'aws-cdk-lib';
import { CfnOIDCProvider, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment';
import { EDGE_REGION } from '../stacks/edge-stack';

const ISSUER = 'token.actions.githubusercontent.com';

/** The CDK's roles that a deployment is made with: what they may do was settled when it was bootstrapped. */
const BOOTSTRAPPED = ['deploy', 'file-publishing', 'image-publishing', 'lookup'];

/** Lets GitHub Actions of one repository deploy, by its own short-lived token and no stored key. */
export class DeployRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, github: NonNullable<Deployment['github']>) {
    super(scope, id);
    const { account, region, partition } = Stack.of(this);
    const provider = `arn:${partition}:iam::${account}:oidc-provider/${ISSUER}`;
    this.role = new Role(this, 'Role', {
      assumedBy: new WebIdentityPrincipal(provider, {
        StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
        // Whoever may push to that ref may deploy; another repository's token is another subject.
        StringLike: { [`${ISSUER}:sub`]: `repo:${github.repository}:${github.ref}` },
      }),
      description: `Deploys Footfall from ${github.repository}`,
      maxSessionDuration: Duration.hours(1),
    });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['sts:AssumeRole'],
        // The firewall stands in another region than the rest, and is bootstrapped there by itself.
        resources: [region, ...(region === EDGE_REGION ? [] : [EDGE_REGION])].flatMap((one) =>
          BOOTSTRAPPED.map(
            (kind) =>
              `arn:${partition}:iam::${account}:role/cdk-hnb659fds-${kind}-role-${account}-${one}`,
          ),
        ),
      }),
    );
    if (github.makesProvider) {
      const made = new CfnOIDCProvider(this, 'Provider', {
        url: `https://${ISSUER}`,
        clientIdList: ['sts.amazonaws.com'],
      });
      this.role.node.addDependency(made);
    }
  }
}
