import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  AvailabilityZoneRebalancing,
  type ContainerImage,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  type ICluster,
  LogDrivers,
  OperatingSystemFamily,
  PropagatedTagSource,
  type Secret,
} from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type IManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { HEALTH_COMMAND, IMAGE_PORT } from '../image/image-files';
import type { Sizing } from '../web-config';
import type { WebBalancer } from './web-balancer';
import type { WebNetwork } from './web-network';

/** Longer than the server's own drain (8 s, and 2 to close): it ends by itself, never by SIGKILL. */
const STOP_TIMEOUT = Duration.seconds(30);

export interface WebServiceProps {
  readonly cluster: ICluster;
  readonly network: WebNetwork;
  readonly balancer: WebBalancer;
  readonly target: ApplicationTargetGroup;
  readonly image: ContainerImage;
  readonly sizing: Sizing;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, Secret>>;
  /** All that the server may do in AWS. */
  readonly policies: readonly IManagedPolicy[];
}

/** One Fargate service behind the load balancer, with a role and a log of its own. */
export class WebService extends Construct {
  readonly service: FargateService;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id);
    const { cluster, network, balancer, target, sizing } = props;
    this.role = new Role(this, 'Role', {
      // For tasks of this account and region: another's cannot be made to act by it.
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({ service: 'ecs', resource: '*' }),
          },
        },
      }),
      description: `What the ${id} servers may do`,
      managedPolicies: [...props.policies],
    });
    const logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const task = new FargateTaskDefinition(this, 'Task', {
      cpu: sizing.cpu,
      memoryLimitMiB: sizing.memoryMiB,
      taskRole: this.role,
      runtimePlatform: {
        // A fifth cheaper; the image is copied together, not compiled, so that any machine makes it.
        cpuArchitecture: CpuArchitecture.ARM64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
    });
    Validations.of(task).acknowledge({
      id: 'AwsSolutions::AwsSolutions-ECS2',
      reason:
        'Names of streams and buckets, which are no secrets; secrets come from Secrets Manager, and a check refuses one in the clear.',
    });
    task.addContainer('server', {
      image: props.image,
      essential: true,
      readonlyRootFilesystem: true,
      environment: { ...props.environment },
      secrets: { ...props.secrets },
      portMappings: [{ containerPort: IMAGE_PORT }],
      logging: LogDrivers.awsLogs({ streamPrefix: 'server', logGroup: logs }),
      stopTimeout: STOP_TIMEOUT,
      healthCheck: {
        command: ['CMD', ...HEALTH_COMMAND],
        interval: Duration.seconds(30),
        timeout: Duration.seconds(10),
        startPeriod: Duration.seconds(60),
        retries: 3,
      },
    });

    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: network.vpc,
      description: `${id} tasks: the load balancer in, HTTPS out`,
      allowAllOutbound: false,
    });
    // AWS's own addresses: images, secrets, logs and all that the server asks. Names, time and the
    // task's credentials are answered by the network itself, past any rule.
    securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS');
    const port = Port.tcp(IMAGE_PORT);
    securityGroup.addIngressRule(balancer.securityGroup, port, 'The load balancer');
    balancer.securityGroup.addEgressRule(securityGroup, port, id);
    this.service = new FargateService(this, 'Service', {
      cluster,
      taskDefinition: task,
      desiredCount: sizing.least,
      vpcSubnets: { subnets: [...network.taskSubnets] },
      assignPublicIp: network.publicAddresses,
      securityGroups: [securityGroup],
      circuitBreaker: { enable: true, rollback: true },
      // New tasks take requests before old ones stop.
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      healthCheckGracePeriod: Duration.seconds(90),
      // Tasks are what is paid, and have no tags of their own.
      propagateTags: PropagatedTagSource.SERVICE,
      availabilityZoneRebalancing: AvailabilityZoneRebalancing.ENABLED,
    });
    target.addTarget(this.service);
    // A target group that no rule of the listener names yet cannot be registered with.
    this.service.node.addDependency(balancer.listener);
    // Its way out stands before it and goes after it: a gateway is not let go while tasks have addresses,
    // and a server that drains still has to reach Firehose.
    for (const subnet of network.taskSubnets) {
      this.service.node.addDependency(subnet.internetConnectivityEstablished);
    }
    this.service
      .autoScaleTaskCount({ minCapacity: sizing.least, maxCapacity: sizing.most })
      .scaleOnCpuUtilization('Cpu', {
        // Room for twice the load in the minutes that a new task takes.
        targetUtilizationPercent: 45,
        scaleInCooldown: Duration.minutes(5),
        scaleOutCooldown: Duration.minutes(1),
      });
  }
}
