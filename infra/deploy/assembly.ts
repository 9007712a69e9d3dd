import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, Template } from '../checks/template';

/** A stack as it was written to `cdk.out`. */
export interface PlannedStack {
  readonly name: string;
  /** Null where the deployment's own is meant. */
  readonly region: string | null;
  readonly template: Template & { readonly Outputs?: Json; readonly Parameters?: Json };
}

/** Stacks in the order in which they are made: what a stack builds on stands before it. */
export function readAssembly(folder: string): readonly PlannedStack[] {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) throw new Error(`${path} is missing: run npm run synth first`);
  const { artifacts }: { artifacts: Record<string, Json> } = JSON.parse(readFileSync(path, 'utf8'));
  const ordered: string[] = [];
  const visit = (id: string) => {
    if (ordered.includes(id) || artifacts[id]?.type !== 'aws:cloudformation:stack') return;
    for (const before of artifacts[id].dependencies ?? []) visit(before);
    ordered.push(id);
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return ordered.map((id) => {
    const { properties, environment = '' } = artifacts[id];
    const region = String(environment).split('/').at(-1) ?? '';
    return {
      name: properties.stackName ?? id,
      region: region.startsWith('unknown') || region === '' ? null : region,
      template: JSON.parse(readFileSync(join(folder, properties.templateFile), 'utf8')),
    };
  });
}

/** The stack that has to be made before the web side, in CloudFront's own region; null without a web side. */
export function edgeStack(stacks: readonly PlannedStack[]): PlannedStack | null {
  return stacks.find((stack) => hasType(stack, 'AWS::WAFv2::WebACL')) ?? null;
}

/** The stack that takes what the edge stack made; null without a web side. */
export function webStack(stacks: readonly PlannedStack[]): PlannedStack | null {
  return stacks.find(({ template }) => template.Parameters?.WebAclArn) ?? null;
}

export function hasType({ template }: PlannedStack, type: string): boolean {
  return Object.values(template.Resources).some((resource) => resource.Type === type);
}

const SETTING = /\bFOOTFALL_[A-Z_]+\b/;

/**
 * Settings that the deployed stacks' outputs are values of, by what each output says of itself. The
 * values are those that `cdk deploy --outputs-file` wrote, by stack and output.
 */
export function settingsOf(
  stacks: readonly PlannedStack[],
  outputs: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const { name, template } of stacks) {
    for (const [output, { Description = '' }] of Object.entries<Json>(template.Outputs ?? {})) {
      const setting = SETTING.exec(Description)?.[0];
      const value = outputs[name]?.[output];
      if (setting && value) settings[setting] = value;
    }
  }
  return settings;
}
