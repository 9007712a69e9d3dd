import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { WebFirewall } from '../constructs/web-firewall';

/** Where CloudFront looks for its web ACLs, wherever the rest is. */
export const EDGE_REGION = 'us-east-1';

/** What CloudFront needs beside it in its own region. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, { ...props, env: { ...props.env, region: EDGE_REGION } });
    const firewall = new WebFirewall(this, 'Firewall');
    new CfnOutput(this, 'WebAclArn', {
      value: firewall.arn,
      description: 'Parameter WebAclArn of the web stack.',
    });
  }
}
