import { edgeStack, type PlannedStack, webStack } from './assembly';

const ASSEMBLY = 'cdk.out';

/** Context is part of what is synthesised, and none of what is deployed from it. */
export function synthArguments(context: readonly string[]): string[] {
  return [
    'synth',
    '--quiet',
    '--app',
    'tsx infra/bin/footfall.ts',
    ...context.flatMap((one) => ['--context', one]),
  ];
}

/**
 * Calls of `cdk deploy`, in order. The edge comes first and alone: the web stack takes its ARN as a
 * parameter, since it stands in another region, where an export does not reach.
 */
export function deployCalls(
  stacks: readonly PlannedStack[],
  outputsFile: (call: number) => string,
): readonly { readonly names: readonly string[]; arguments(webAclArn: string | null): string[] }[] {
  const edge = edgeStack(stacks);
  const web = webStack(stacks);
  const rest = stacks.filter((stack) => stack !== edge);
  const call = (some: readonly PlannedStack[], index: number) => ({
    names: some.map(({ name }) => name),
    arguments: (webAclArn: string | null) => [
      'deploy',
      ...some.map(({ name }) => name),
      '--app',
      ASSEMBLY,
      '--exclusively',
      '--require-approval',
      'never',
      '--outputs-file',
      outputsFile(index),
      ...(web && webAclArn && some.includes(web)
        ? ['--parameters', `${web.name}:WebAclArn=${webAclArn}`]
        : []),
    ],
  });
  return [...(edge ? [[edge]] : []), rest].filter((some) => some.length > 0).map(call);
}

/** Last made, first removed. */
export function destroyArguments(stacks: readonly PlannedStack[]): string[] {
  const names = stacks.map(({ name }) => name).reverse();
  return ['destroy', ...names, '--app', ASSEMBLY, '--exclusively', '--force'];
}
