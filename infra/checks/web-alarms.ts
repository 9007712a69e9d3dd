import { type Found, type Json, ofType, referred, type Template } from './template';

/** What nobody would be told of: metrics of the load balancer are counted by it, and by zone. */
export function webAlarmProblems(template: Template): string[] {
  const alarms = ofType(template, 'AWS::CloudWatch::Alarm');
  const groups = ofType(template, 'AWS::ElasticLoadBalancingV2::TargetGroup');
  const about = (metric: string, group?: Found) =>
    alarms.filter(
      ({ properties }) =>
        properties.MetricName === metric &&
        (!group || properties.Dimensions?.some(({ Value }: Json) => referred(Value) === group.id)),
    );
  const problems: string[] = [];
  if (about('HTTPCode_ELB_5XX_Count').length === 0) {
    problems.push('nobody is told when the load balancer finds no server');
  }
  for (const group of groups) {
    const [gone] = about('HealthyHostCount', group);
    if (!gone) problems.push(`${group.id}: nobody is told when all of its servers are gone`);
    // A service whose tasks end at once registers none, and then there is no number.
    else if (gone.properties.TreatMissingData !== 'breaching') {
      problems.push(`${gone.id}: where no server is registered, silence is taken for peace`);
    }
    if (about('UnHealthyHostCount', group).length === 0) {
      problems.push(`${group.id}: nobody is told of a server that does not answer`);
    }
  }
  for (const { id, properties } of alarms) {
    // Where nobody is told of anything, as without the data side, there is no end to tell of either.
    if (properties.AlarmActions?.length && !properties.OKActions?.length) {
      problems.push(`${id}: whoever is woken is not told that it is over`);
    }
    if (/HealthyHostCount$/i.test(properties.MetricName) && properties.Statistic !== 'Maximum') {
      problems.push(`${id}: a zone without servers says 0, and hides what another says`);
    }
  }
  return problems;
}
