import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** What signs, and what the admin signs in with; made by AWS, seen by nobody. */
export class WebSecrets extends Construct {
  /** FOOTFALL_SECRET of every server. */
  readonly signing: Secret;
  /** FOOTFALL_ADMIN_PASSWORD of the service that has the admin. */
  readonly adminPassword: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.signing = this.secret('Signing', 'Signs sessions, run tokens and order links.', 64);
    this.adminPassword = this.secret('AdminPassword', 'Password of the admin.', 24);
  }

  private secret(id: string, description: string, passwordLength: number): Secret {
    const secret = new Secret(this, id, {
      description,
      generateSecretString: { passwordLength, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason:
        'A new value signs everybody out and ends links to orders: that is decided by somebody, not by a schedule.',
    });
    return secret;
  }
}
