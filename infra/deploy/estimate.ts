import { eventsPerRecordAt } from '@/lib/cost/firehose';
import { type MonthlyCost, monthlyCost } from '@/lib/cost/monthly';
import { type WebShape, type Workload, workloadAt } from '@/lib/cost/workload';
import { type Found, ofType, type Template } from '../checks/template';
import type { PlannedStack } from './assembly';

export interface EstimateOptions {
  readonly eventsPerSecond: number;
  readonly mergesPerDay?: number;
  readonly retentionMonths?: number;
}

/** A month of what these stacks make, at a rate of events: counted from the templates, not assumed. */
export function estimate(stacks: readonly PlannedStack[], options: EstimateOptions): MonthlyCost {
  const { eventsPerSecond, mergesPerDay, retentionMonths } = options;
  const all: Template = {
    Resources: Object.assign({}, ...stacks.map(({ name, template }) => prefixed(name, template))),
  };
  const web = webShape(all);
  const base = workloadAt(eventsPerSecond);
  const workload: Workload = {
    ...base,
    eventsPerRecord: eventsPerRecordAt(
      eventsPerSecond / Math.max(1, web?.ingestTasks ?? 1),
      base.eventsPerRequest,
    ),
    mergesPerDay: mergesPerDay ?? base.mergesPerDay,
    retentionMonths: retentionMonths ?? base.retentionMonths,
    alarms: ofType(all, 'AWS::CloudWatch::Alarm').length,
    web,
  };
  return monthlyCost(workload);
}

function webShape(all: Template): WebShape | null {
  const services = ofType(all, 'AWS::ECS::Service');
  if (services.length === 0) return null;
  const tasks = (one: Found) => Number(one.properties.DesiredCount ?? 1);
  const ingest = services.filter(({ id }) => /Ingest/.test(id));
  const [task] = ofType(all, 'AWS::ECS::TaskDefinition');
  const [acl] = ofType(all, 'AWS::WAFv2::WebACL');
  const sum = (some: readonly Found[]) => some.reduce((total, one) => total + tasks(one), 0);
  return {
    ingestTasks: sum(ingest),
    webTasks: sum(services) - sum(ingest),
    vcpuPerTask: Number(task?.properties.Cpu ?? 0) / 1024,
    memoryGbPerTask: Number(task?.properties.Memory ?? 0) / 1024,
    natGateways: ofType(all, 'AWS::EC2::NatGateway').length,
    secrets: ofType(all, 'AWS::SecretsManager::Secret').length,
    wafRules: acl?.properties.Rules?.length ?? 0,
  };
}

/** Two stacks may use one logical id. */
function prefixed(name: string, { Resources }: Template): Template['Resources'] {
  return Object.fromEntries(Object.entries(Resources).map(([id, one]) => [`${name}/${id}`, one]));
}
