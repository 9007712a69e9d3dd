import { PREFIXES } from '@/lib/lake/bucket-layout';
import { type Found, type Json, ofType, plain, referred, type Template } from './template';

/** Limits of Athena and Step Functions. */
const STATEMENT_BYTES = 262_144;
const VARIABLE_BYTES = 262_144;
const DEFINITION_BYTES = 1_048_576;
const LEAST_CUTOFF = 10_000_000;
/** What Glue keeps of what is said of a column. */
const COMMENT_BYTES = 255;

/** What is wrong with workgroups, queries, and what keeps the tables. */
export function tableProblems(template: Template): string[] {
  const workgroups = ofType(template, 'AWS::Athena::WorkGroup');
  const machines = ofType(template, 'AWS::StepFunctions::StateMachine');
  return [
    ...workgroups.flatMap(workgroupProblems),
    ...ofType(template, 'AWS::Athena::NamedQuery').flatMap((query) =>
      queryProblems(query, workgroups),
    ),
    ...machines.flatMap((machine) => machineProblems(machine, workgroups)),
    ...ofType(template, 'AWS::Scheduler::Schedule').flatMap((schedule) =>
      scheduleProblems(schedule, machines),
    ),
  ];
}

function workgroupProblems({ id, properties }: Found): string[] {
  const settings = properties.WorkGroupConfiguration ?? {};
  const problems: string[] = [];
  if (settings.EnforceWorkGroupConfiguration !== true) {
    problems.push('a client may ask past its limits and its place for results');
  }
  if (!(settings.BytesScannedCutoffPerQuery >= LEAST_CUTOFF))
    problems.push('a query may read everything');
  if (settings.EngineVersion?.SelectedEngineVersion !== 'Athena engine version 3') {
    problems.push('the reports are written for engine version 3');
  }
  if (settings.PublishCloudWatchMetricsEnabled !== true) problems.push('nobody sees what it reads');
  const results = plain(settings.ResultConfiguration?.OutputLocation ?? '');
  if (!results.includes(`/${PREFIXES.queryResults}`)) {
    problems.push('its results lie where nothing expires, or no role may write');
  }
  return problems.map((text) => `${id}: ${text}`);
}

function queryProblems(
  { id, properties, resource }: Found,
  workgroups: readonly Found[],
): string[] {
  const { QueryString = '', WorkGroup } = properties;
  const problems: string[] = [];
  const group = workgroups.find(
    (one) => one.properties.Name === WorkGroup || one.id === referred(WorkGroup),
  );
  if (!group) problems.push('its workgroup is none of this template');
  else if (!referred(WorkGroup) && ![resource.DependsOn].flat().includes(group.id)) {
    problems.push('it may be made before its workgroup');
  }
  if (QueryString.includes('?')) problems.push('nobody gives it the values of its parameters');
  if (Buffer.byteLength(QueryString) > STATEMENT_BYTES) problems.push('Athena takes no such text');
  return problems.map((text) => `${id}: ${text}`);
}

function machineProblems({ id, properties }: Found, workgroups: readonly Found[]): string[] {
  const text = plain(properties.DefinitionString);
  if (Buffer.byteLength(text) > DEFINITION_BYTES) return [`${id}: its definition is too long`];
  const definition = JSON.parse(text) as Json;
  const problems = flowProblems(definition);
  if (definition.QueryLanguage !== 'JSONata') problems.push('its expressions are JSONata');
  if (!definition.TimeoutSeconds) problems.push('a run that hangs holds up all others for ever');
  const comments = [...text.matchAll(/ COMMENT '([^']*)'/g)].map(([, words = '']) => words);
  for (const words of comments.filter((one) => Buffer.byteLength(one) > COMMENT_BYTES)) {
    problems.push(`Glue keeps ${COMMENT_BYTES} bytes of a comment: ${words.slice(0, 40)}…`);
  }
  for (const sql of textsIn(definition)) {
    const [, table] = /^MERGE INTO (\S+) AS t /.exec(sql) ?? [];
    if (table && !/\) AS s ON .*\bt\.\w+ (=|BETWEEN) '/.test(sql)) {
      problems.push(`a merge into ${table} reads all of its days`);
    }
  }
  const states = allStates(definition);
  for (const [name, state] of states) {
    if (JSON.stringify(state.Items ?? []).length > VARIABLE_BYTES) {
      problems.push(`${name}: a state takes 256 KiB at most`);
    }
    if (JSON.stringify(state.Assign ?? {}).length > VARIABLE_BYTES) {
      problems.push(`${name}: a variable holds 256 KiB at most`);
    }
    if (state.Type !== 'Task') continue;
    if (!/:states:::(athena:\w+(\.sync)?|aws-sdk:\w+:\w+)$/.test(state.Resource)) {
      problems.push(`${name}: Step Functions knows no ${state.Resource}`);
    }
    const { WorkGroup } = state.Arguments ?? {};
    const group = workgroups.some((one) => one.properties.Name === WorkGroup);
    if (WorkGroup !== undefined && !group)
      problems.push(`${name}: no workgroup is called ${WorkGroup}`);
    const waits = state.Resource.endsWith('startQueryExecution.sync');
    if (/startQueryExecution/.test(state.Resource) && !waits) {
      problems.push(`${name}: it does not wait for the statement`);
    }
    if (waits && !state.Retry?.length)
      problems.push(`${name}: a commit that met another is not tried again`);
  }
  return problems.map((words) => `${id}: ${words}`);
}

/** Every text of a definition. */
function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

function flowProblems(flow: Json): string[] {
  const names = Object.keys(flow.States ?? {});
  const problems: string[] = [];
  const reached = new Set([flow.StartAt]);
  for (const [name, state] of Object.entries<Json>(flow.States ?? {})) {
    const targets = [
      state.Next,
      state.Default,
      ...(state.Choices ?? []).map(({ Next }: Json) => Next),
      ...(state.Catch ?? []).map(({ Next }: Json) => Next),
    ].filter(Boolean);
    for (const target of targets) {
      reached.add(target);
      if (!names.includes(target)) problems.push(`${name} leads to ${target}, which is not there`);
    }
    const ends = state.End === true || ['Succeed', 'Fail', 'Choice'].includes(state.Type);
    if (!ends && !state.Next) problems.push(`${name} leads nowhere`);
    if (state.ItemProcessor) problems.push(...flowProblems(state.ItemProcessor));
  }
  for (const name of names) if (!reached.has(name)) problems.push(`nothing leads to ${name}`);
  if (!names.includes(flow.StartAt))
    problems.push(`it starts at ${flow.StartAt}, which is not there`);
  return problems;
}

function allStates(flow: Json): [string, Json][] {
  return Object.entries<Json>(flow.States ?? {}).flatMap(([name, state]) => [
    [name, state] as [string, Json],
    ...(state.ItemProcessor ? allStates(state.ItemProcessor) : []),
  ]);
}

function scheduleProblems({ id, properties }: Found, machines: readonly Found[]): string[] {
  const problems: string[] = [];
  const { Target = {}, State = 'ENABLED' } = properties;
  if (State !== 'ENABLED') problems.push('it is switched off');
  if (!machines.some((one) => one.id === referred(Target.Arn)))
    problems.push('it starts nothing of this template');
  const input = JSON.parse(plain(Target.Input ?? '{}')) as Json;
  if (input.time !== '<aws.scheduler.scheduled-time>') {
    problems.push('a run that begins late would take in the wrong hours');
  }
  return problems.map((text) => `${id}: ${text}`);
}
