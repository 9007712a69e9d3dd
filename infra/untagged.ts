/**
 * What goes without tags: the library knows them for these types, and the schemas of CloudFormation that
 * linters bring do not. A region that is as old as they are would refuse the whole stack; what these cost
 * is on the bill of what they belong to, which has tags.
 */
export const UNTAGGED = [
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::CloudWatch::Dashboard',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
] as const;
