import { App } from 'aws-cdk-lib';
import type { Template } from '../checks/template';
import { footfall } from '../footfall';

export const PART_NAMES = ['Delivery', 'Analytics', 'Monitoring', 'Quicksight', 'Access'] as const;
export type PartName = (typeof PART_NAMES)[number];

/** Everything that can be asked for, but the web side, which has tests of its own. */
export const FULL_CONTEXT = {
  stage: 'prod',
  web: 'off',
  alarmEmail: 'ops@shop.example',
  quicksightPrincipal: 'arn:aws:quicksight:eu-west-1:123456789012:user/default/admin',
  quicksightMode: 'spice',
  githubRepository: 'shop/footfall',
} as const;

/** The data side of a deployment, and its templates by the part. */
export function dataSide(context: Readonly<Record<string, string>> = FULL_CONTEXT) {
  // The library's own linter takes seconds to load; `npm run synth` runs it.
  process.env.CDK_VALIDATION = 'false';
  const app = new App({ analyticsReporting: false, context: { ...context } });
  const made = footfall(app);
  const stacks = app.synth().stacks;
  const part = (name: PartName): Template => {
    const stack = stacks.find(({ stackName }) => stackName.endsWith(name));
    if (!stack) throw new Error(`there is no stack ${name}`);
    return stack.template;
  };
  return { app, made, stacks, part };
}
