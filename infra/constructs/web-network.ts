import { Validations } from 'aws-cdk-lib';
import {
  GatewayVpcEndpointAwsService,
  IpAddresses,
  type ISubnet,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { WebConfig } from '../web-config';

/**
 * Two availability zones. The load balancer stands where no route leads to or from the internet. Tasks
 * have public addresses and no gateway unless asked for: two gateways cost $73 a month standing and as
 * much for each event as its delivery (docs/cost.md), and hide nothing that the tasks' security
 * group does not close.
 */
export class WebNetwork extends Construct {
  readonly cidr = '10.20.0.0/16';
  readonly vpc: Vpc;
  readonly balancerSubnets: readonly ISubnet[];
  readonly taskSubnets: readonly ISubnet[];
  readonly publicAddresses: boolean;

  constructor(scope: Construct, id: string, { egress }: Pick<WebConfig, 'egress'>) {
    super(scope, id);
    this.publicAddresses = egress === 'public-ip';
    const tasks = this.publicAddresses ? SubnetType.PUBLIC : SubnetType.PRIVATE_WITH_EGRESS;
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(this.cidr),
      maxAzs: 2,
      natGateways: this.publicAddresses ? 0 : 2,
      subnetConfiguration: [
        // Addresses are given task by task, by the service.
        { name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 22, mapPublicIpOnLaunch: false },
        { name: 'balancer', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 26 },
        ...(this.publicAddresses ? [] : [{ name: 'tasks', subnetType: tasks, cidrMask: 22 }]),
      ],
      // Layers of images and saved views go this way, at no charge.
      gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
    });
    Validations.of(this.vpc).acknowledge({
      id: 'AwsSolutions::AwsSolutions-VPC7',
      reason:
        'Nothing outside reaches the load balancer, and tasks take connections from it alone. Flow logs would hold the addresses of whoever tries, and no address is stored here.',
    });
    this.balancerSubnets = this.vpc.isolatedSubnets;
    this.taskSubnets = this.vpc.selectSubnets({ subnetType: tasks }).subnets;
  }
}
