import { Duration, Validations } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  type ApplicationListener,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerAction,
  ListenerCondition,
  TargetGroupLoadBalancingAlgorithmType,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { WebNetwork } from './web-network';

/** What brings events; everything else is pages. Orders bring purchases. */
export const INGEST_PATHS = ['/api/events', '/api/orders'] as const;

/**
 * ECS takes a task out of its target group and waits so long before it sends SIGTERM: requests that
 * run are answered, and none arrives at a server that has stopped listening.
 */
const DEREGISTRATION = Duration.seconds(15);

export interface WebBalancerProps {
  readonly network: WebNetwork;
  readonly prefixList: string | null;
  readonly port: number;
}

/** The load balancer that CloudFront alone reaches, and its two targets. */
export class WebBalancer extends Construct {
  readonly balancer: ApplicationLoadBalancer;
  readonly securityGroup: SecurityGroup;
  readonly listener: ApplicationListener;
  readonly ingest: ApplicationTargetGroup;
  readonly web: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, props: WebBalancerProps) {
    super(scope, id);
    const { network, prefixList, port } = props;
    const { vpc } = network;
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Load balancer: CloudFront in, tasks out',
      allowAllOutbound: false,
    });
    // CloudFront's own interfaces stand in this network, and no route leads here from outside.
    this.securityGroup.addIngressRule(Peer.ipv4(network.cidr), Port.tcp(80), 'CloudFront');
    if (prefixList) {
      this.securityGroup.addIngressRule(Peer.prefixList(prefixList), Port.tcp(80), 'CloudFront');
    }
    this.balancer = new ApplicationLoadBalancer(this, 'Balancer', {
      vpc,
      vpcSubnets: { subnets: [...network.balancerSubnets] },
      internetFacing: false,
      securityGroup: this.securityGroup,
      // The server keeps idle connections for 65 s, so that it never closes one under a request.
      idleTimeout: Duration.seconds(60),
      dropInvalidHeaderFields: true,
    });
    Validations.of(this.balancer).acknowledge({
      id: 'AwsSolutions::AwsSolutions-ELB2',
      reason:
        'Access logs hold the address of every visitor, and the contract says that none is stored. Counts and latencies are metrics of the load balancer.',
    });
    this.ingest = this.target('Ingest', network, port);
    this.web = this.target('Web', network, port);
    this.listener = this.balancer.addListener('Http', {
      port: 80,
      protocol: ApplicationProtocol.HTTP,
      open: false,
      defaultAction: ListenerAction.forward([this.web]),
    });
    this.listener.addAction('Events', {
      priority: 10,
      conditions: [ListenerCondition.pathPatterns([...INGEST_PATHS])],
      action: ListenerAction.forward([this.ingest]),
    });
  }

  private target(id: string, { vpc }: WebNetwork, port: number): ApplicationTargetGroup {
    return new ApplicationTargetGroup(this, id, {
      vpc,
      port,
      protocol: ApplicationProtocol.HTTP,
      targetType: TargetType.IP,
      deregistrationDelay: DEREGISTRATION,
      loadBalancingAlgorithmType: TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
      // 200 while the server takes requests; a sink in trouble is no reason to replace it.
      healthCheck: {
        path: '/api/health',
        healthyHttpCodes: '200',
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 3,
      },
    });
  }
}
