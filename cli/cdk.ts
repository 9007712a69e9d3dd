import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { entranceProblems } from '@/infra/checks/web-entrance';
import { serverProblems } from '@/infra/checks/web-servers';
import { type PlannedStack, readAssembly, webStack } from '@/infra/deploy/assembly';
import { synthArguments } from '@/infra/deploy/commands';
import { type Deployment, readDeployment } from '@/infra/deployment';

const CDK = 'node_modules/aws-cdk/bin/cdk';
const ASSEMBLY = 'cdk.out';

/** Runs CDK's own command line; it finds credentials and the account as it always does. */
export function cdk(args: readonly string[]): void {
  const { status, error } = spawnSync(process.execPath, [CDK, ...args], { stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) throw new Error(`cdk ${args[0]} ended with ${status}: see above.`);
}

/** Synthesises what is asked for, and refuses what our own checks object to. */
export function synthesise(context: readonly string[]): readonly PlannedStack[] {
  const { status, stderr, error } = spawnSync(process.execPath, [CDK, ...synthArguments(context)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` },
  });
  if (error) throw error;
  if (status !== 0) {
    const said = /^(?:\w*Error): (.+)$/m.exec(stderr)?.[1];
    throw new Error(`The stacks cannot be synthesised: ${said ?? `\n${stderr}`}`);
  }
  if (!existsSync(ASSEMBLY)) throw new Error(`${ASSEMBLY} was not written.`);
  const stacks = readAssembly(ASSEMBLY);
  const web = webStack(stacks);
  const problems = web ? [...serverProblems(web.template), ...entranceProblems(web.template)] : [];
  if (problems.length > 0) throw new Error(`The web stack is wrong:\n  ${problems.join('\n  ')}`);
  return stacks;
}

/** Context as CDK takes it, the stage among it. */
export function contextOf(stage: string, more: readonly string[], web: boolean): string[] {
  for (const one of more) {
    if (!/^\w+=/.test(one)) throw new Error(`-c ${one}: give name=value`);
  }
  return [`stage=${stage}`, `web=${web ? 'on' : 'off'}`, ...more];
}

/** What that context makes of the deployment. */
export function deploymentOf(context: readonly string[]): Deployment {
  const values = new Map(
    context.map((one) => {
      const at = one.indexOf('=');
      return [one.slice(0, at), one.slice(at + 1)] as const;
    }),
  );
  return readDeployment((name) => values.get(name));
}

/** Whether somebody types the word; without a terminal nobody can. */
export async function confirmed(word: string, question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new Error('There is no terminal to ask at: give --yes to go ahead without a question.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`${question} Type ${word} to go on: `)).trim() === word;
  } finally {
    terminal.close();
  }
}
