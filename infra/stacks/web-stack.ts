import {
  CfnOutput,
  CfnParameter,
  Duration,
  Stack,
  type StackProps,
  Validations,
} from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Cluster, type ContainerImage, ContainerInsights, Secret } from 'aws-cdk-lib/aws-ecs';
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { SettingName } from '@/lib/config/settings';
import { WebBalancer } from '../constructs/web-balancer';
import { WebEdge } from '../constructs/web-edge';
import { WebNetwork } from '../constructs/web-network';
import { WebSecrets } from '../constructs/web-secrets';
import { WebService } from '../constructs/web-service';
import { IMAGE_PORT } from '../image/image-files';
import type { WebConfig } from '../web-config';

/** Settings of the servers, by the names that the server reads. */
export type ServerSettings = Readonly<Partial<Record<SettingName, string>>>;

/** What the data side hands over. */
export interface WebData {
  /** Names of the streams. */
  readonly eventsStream: string;
  readonly failedStream: string;
  /** Where the admin's numbers come from, and where saved views go. */
  readonly dashboards: ServerSettings;
  /** PutRecordBatch on the two streams. */
  readonly ingestPolicies: readonly IManagedPolicy[];
  /** Athena, the tables, saved views, metrics; of Firehose, what a replay puts. */
  readonly webPolicies: readonly IManagedPolicy[];
  /** Where alarms go. */
  readonly alarms?: ITopic;
}

export interface WebStackProps extends StackProps {
  readonly config: WebConfig;
  readonly data: WebData;
  readonly image: (scope: Construct) => ContainerImage;
}

/** Visitor, CloudFront, load balancer: the last two write the addresses that the server may believe. */
const TRUSTED_PROXIES = 2;

/** The shop on the internet: CloudFront, a load balancer that only it reaches, and two services. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, { config, data, image, ...props }: WebStackProps) {
    super(scope, id, props);
    const webAclArn = new CfnParameter(this, 'WebAclArn', {
      description: 'Output of the edge stack. CloudFront takes web ACLs of us-east-1 alone.',
      allowedPattern: 'arn:aws[a-z-]*:wafv2:us-east-1:\\d{12}:global/webacl/.+',
    });
    const network = new WebNetwork(this, 'Network', config);
    const balancer = new WebBalancer(this, 'Entrance', {
      network,
      prefixList: config.prefixList,
      port: IMAGE_PORT,
    });
    const edge = new WebEdge(this, 'Edge', {
      balancer: balancer.balancer,
      domain: config.domain,
      webAclArn: webAclArn.valueAsString,
    });
    // CloudFront asks for a network with a gateway, though it goes another way.
    for (const subnet of network.vpc.publicSubnets) {
      edge.distribution.node.addDependency(subnet.internetConnectivityEstablished);
    }
    const secrets = new WebSecrets(this, 'Secrets');
    const host = config.domain?.name ?? edge.distribution.distributionDomainName;
    const settings: ServerSettings = {
      FOOTFALL_MODE: 'aws',
      AWS_REGION: this.region,
      FOOTFALL_PUBLIC_URL: `https://${host}`,
      FOOTFALL_TRUSTED_PROXIES: String(TRUSTED_PROXIES),
      FOOTFALL_FIREHOSE_STREAM: data.eventsStream,
      FOOTFALL_FIREHOSE_FAILED_STREAM: data.failedStream,
    };
    const cluster = new Cluster(this, 'Cluster', {
      vpc: network.vpc,
      containerInsightsV2: ContainerInsights.DISABLED,
    });
    Validations.of(cluster).acknowledge({
      id: 'AwsSolutions::AwsSolutions-ECS4',
      reason:
        'CPU and memory of each service are measured without it, and the servers write their own measures; Container Insights would cost more than the servers of a small shop.',
    });
    const shared = {
      cluster,
      network,
      balancer,
      image: image(this),
    };
    const signing = Secret.fromSecretsManager(secrets.signing);
    new WebService(this, 'Ingest', {
      ...shared,
      target: balancer.ingest,
      sizing: config.ingest,
      policies: data.ingestPolicies,
      environment: settings,
      secrets: {
        FOOTFALL_SECRET: signing,
        // Nobody signs in here, no path leads to it. Whoever has the secret needs no password.
        FOOTFALL_ADMIN_PASSWORD: signing,
      },
    });
    new WebService(this, 'Web', {
      ...shared,
      target: balancer.web,
      sizing: config.web,
      policies: data.webPolicies,
      environment: { ...settings, ...data.dashboards },
      secrets: {
        FOOTFALL_SECRET: signing,
        FOOTFALL_ADMIN_PASSWORD: Secret.fromSecretsManager(secrets.adminPassword),
      },
    });
    this.watch(balancer, data.alarms);

    const output = (name: string, value: string, description: string) =>
      new CfnOutput(this, name, { value, description });
    output('Address', `https://${host}`, 'The shop.');
    output('CloudFront', edge.distribution.distributionDomainName, 'Where a domain has to point.');
    output(
      'AdminPassword',
      secrets.adminPassword.secretArn,
      'Secret with the password of the admin.',
    );
  }

  /** Answers of the servers, and whether there are any; the servers' own measures are elsewhere. */
  private watch(balancer: WebBalancer, topic: ITopic | undefined): void {
    const { GREATER_THAN_THRESHOLD: ABOVE, LESS_THAN_THRESHOLD: BELOW } = ComparisonOperator;
    const { NOT_BREACHING: QUIET, BREACHING: TROUBLE } = TreatMissingData;
    const fiveMinutes = { period: Duration.minutes(5), statistic: 'Sum' };
    // Each zone has a number of its own: the largest of a minute is the number of somewhere.
    const aMinute = { period: Duration.minutes(1), statistic: 'Maximum' };
    const alarm = (id: string, props: AlarmProps) => {
      const made = new Alarm(this, id, props);
      if (!topic) return;
      const action = new SnsAction(topic);
      made.addAlarmAction(action);
      made.addOkAction(action);
    };
    alarm('Unanswered', {
      alarmDescription:
        'The load balancer itself answered more than ten times with 5xx in five minutes: no server was there, or none in time',
      metric: balancer.balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, fiveMinutes),
      threshold: 10,
      evaluationPeriods: 1,
      comparisonOperator: ABOVE,
      treatMissingData: QUIET,
    });
    for (const [name, target] of [
      ['Ingest', balancer.ingest],
      ['Web', balancer.web],
    ] as const) {
      alarm(`${name}Errors`, {
        alarmDescription: `${name}: more than ten answers of 5xx in five minutes`,
        metric: target.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, fiveMinutes),
        threshold: 10,
        evaluationPeriods: 1,
        comparisonOperator: ABOVE,
        treatMissingData: QUIET,
      });
      alarm(`${name}Unhealthy`, {
        alarmDescription: `${name}: for five minutes a server has not answered its health check`,
        metric: target.metrics.unhealthyHostCount(aMinute),
        threshold: 0,
        evaluationPeriods: 5,
        comparisonOperator: ABOVE,
        treatMissingData: QUIET,
      });
      alarm(`${name}Gone`, {
        alarmDescription: `${name}: for five minutes there has been no healthy server`,
        metric: target.metrics.healthyHostCount(aMinute),
        threshold: 1,
        evaluationPeriods: 5,
        comparisonOperator: BELOW,
        // Where nothing is registered there is no number either.
        treatMissingData: TROUBLE,
      });
    }
  }
}
