import { readSettings, SETTINGS } from '@/lib/config/settings';
import { HEALTH_COMMAND, IMAGE_ENVIRONMENT, IMAGE_PORT } from '../image/image-files';
import { type Found, type Json, ofType, plain, referred, type Template } from './template';

/** The server takes 8 s to drain and 2 to close. */
const DRAIN_SECONDS = 10;
const SECRET_SETTINGS = /SECRET$|PASSWORD$/;
/** Memory that Fargate has for a size, in MiB. */
const MEMORY: Readonly<Record<string, readonly [number, number]>> = {
  '256': [512, 2048],
  '512': [1024, 4096],
  '1024': [2048, 8192],
};

/** What is wrong with the tasks and their services: rules that neither the compiler nor a linter knows. */
export function serverProblems(template: Template): string[] {
  const tasks = ofType(template, 'AWS::ECS::TaskDefinition');
  return [
    ...tasks.flatMap(taskProblems),
    ...roleProblems(template, tasks),
    ...ofType(template, 'AWS::ECS::Service').flatMap((service) =>
      serviceProblems(template, service),
    ),
    ...ofType(template, 'AWS::Logs::LogGroup')
      .filter(({ properties }) => !properties.RetentionInDays)
      .map(({ id }) => `${id}: the log is kept for ever`),
  ];
}

function taskProblems({ id, properties }: Found): string[] {
  const problems: string[] = [];
  const [least, most] = MEMORY[String(properties.Cpu)] ?? [0, 0];
  const memory = Number(properties.Memory);
  if (memory < least || memory > most) {
    problems.push(`${id}: Fargate has no ${properties.Cpu} CPU units with ${memory} MiB`);
  }
  for (const container of properties.ContainerDefinitions ?? []) {
    problems.push(...containerProblems(container).map((text) => `${id}: ${text}`));
  }
  return problems;
}

function containerProblems(container: Json): string[] {
  const problems: string[] = [];
  if (container.ReadonlyRootFilesystem !== true)
    problems.push('its root file system can be written');
  if (container.Privileged) problems.push('it is privileged');
  if (!(container.StopTimeout > DRAIN_SECONDS)) {
    problems.push(`it is killed before the server has drained (${DRAIN_SECONDS} s)`);
  }
  const command = container.HealthCheck?.Command ?? [];
  if (JSON.stringify(command) !== JSON.stringify(['CMD', ...HEALTH_COMMAND])) {
    problems.push('its health check is not the image’s');
  }
  if (!container.PortMappings?.some((one: Json) => one.ContainerPort === IMAGE_PORT)) {
    problems.push(`port ${IMAGE_PORT} is not open`);
  }
  const environment: Json[] = container.Environment ?? [];
  const secrets: Json[] = container.Secrets ?? [];
  for (const { Name } of environment) {
    if (SECRET_SETTINGS.test(Name)) problems.push(`${Name} can be read in the task definition`);
  }
  return [...problems, ...settingsProblems(environment, secrets)];
}

/** By the server's own reading of its settings. */
function settingsProblems(environment: readonly Json[], secrets: readonly Json[]): string[] {
  const given: Record<string, string> = { ...IMAGE_ENVIRONMENT };
  for (const { Name, Value } of environment) given[Name] = plain(Value);
  for (const { Name } of secrets) given[Name] = 'a-secret-of-more-than-32-characters-0123456789';
  const problems = Object.keys(given)
    .filter((name) => !(name in SETTINGS) && !(name in IMAGE_ENVIRONMENT))
    .map((name) => `${name}: there is no such setting`);
  for (const name of ['FOOTFALL_SECRET', 'FOOTFALL_ADMIN_PASSWORD']) {
    // Made by the server itself otherwise, which differs from task to task and finds no folder to write to.
    if (!given[name]) problems.push(`${name} is not given`);
  }
  // CloudFront and the load balancer each write one address.
  if (given.FOOTFALL_TRUSTED_PROXIES !== '2')
    problems.push('it believes another number of proxies than 2');
  if (given.FOOTFALL_MODE !== 'aws') problems.push('it is not in aws mode');
  try {
    readSettings(given);
  } catch (error) {
    problems.push(`the server would not start: ${(error as Error).message.replaceAll('\n', ' ')}`);
  }
  return problems;
}

/** Two services, two roles, nothing in common, and nothing added to them in passing. */
function roleProblems(template: Template, tasks: readonly Found[]): string[] {
  const problems: string[] = [];
  const roles = tasks.map(({ properties }) => referred(properties.TaskRoleArn));
  if (new Set(roles).size !== roles.length) problems.push('two services share a role');
  const held = roles.map((role) =>
    JSON.stringify(template.Resources[role ?? '']?.Properties?.ManagedPolicyArns ?? []),
  );
  const policies = held
    .flatMap((text) => JSON.parse(text) as Json[])
    .map((one) => JSON.stringify(one));
  if (new Set(policies).size !== policies.length) problems.push('two services share a policy');
  for (const { id, properties } of ofType(template, 'AWS::IAM::Policy')) {
    const holders: (string | null)[] = (properties.Roles ?? []).map(referred);
    if (holders.some((holder) => roles.includes(holder))) {
      problems.push(`${id} gives a server more than its policies`);
    }
  }
  for (const role of roles) {
    const [trust] =
      template.Resources[role ?? '']?.Properties?.AssumeRolePolicyDocument.Statement ?? [];
    if (!trust?.Condition?.StringEquals?.['aws:SourceAccount']) {
      problems.push(`${role}: tasks of another account may take it`);
    }
    if (template.Resources[role ?? '']?.Properties?.Policies)
      problems.push(`${role} holds a policy of its own`);
  }
  return problems;
}

function serviceProblems(template: Template, { id, properties, resource }: Found): string[] {
  const problems: string[] = [];
  const deployment = properties.DeploymentConfiguration ?? {};
  if (
    !deployment.DeploymentCircuitBreaker?.Enable ||
    !deployment.DeploymentCircuitBreaker.Rollback
  ) {
    problems.push('a deployment that fails is not rolled back');
  }
  if (deployment.MinimumHealthyPercent !== 100)
    problems.push('a deployment stops servers before others are there');
  if (properties.PropagateTags !== 'SERVICE')
    problems.push('what its tasks cost is on the bill without tags');
  const [balanced] = properties.LoadBalancers ?? [];
  const target = referred(balanced?.TargetGroupArn);
  if (!target || balanced.ContainerPort !== IMAGE_PORT)
    problems.push('no target group leads to it');
  const after = [resource.DependsOn ?? []].flat();
  const named = (one: string) =>
    JSON.stringify(template.Resources[one]?.Properties ?? {}).includes(`"Ref":"${target}"`);
  if (!after.some(named)) problems.push('it is made before its target group has a listener');
  const routes = after.filter((one) => template.Resources[one]?.Type === 'AWS::EC2::Route');
  const subnets = properties.NetworkConfiguration?.AwsvpcConfiguration?.Subnets ?? [];
  if (routes.length < subnets.length) problems.push('its way out goes before it does');
  const scaled = ofType(template, 'AWS::ApplicationAutoScaling::ScalableTarget').find(
    ({ properties: one }) => JSON.stringify(one.ResourceId).includes(id),
  );
  if (!scaled) problems.push('it does not scale');
  else if (scaled.properties.MinCapacity !== properties.DesiredCount) {
    problems.push('it is made with another number of tasks than it scales down to');
  }
  return problems.map((text) => `${id}: ${text}`);
}
