import { spawn } from 'node:child_process';
import pc from 'picocolors';

export interface Step {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** Show the command's output as it comes; otherwise only when it fails. */
  readonly loud?: boolean;
}

/** Runs a step and says how it went; answers whether it went well. */
export async function runStep({ title, command, env, loud }: Step): Promise<boolean> {
  const startedAt = Date.now();
  if (loud) console.log(`\n${pc.bold(`▸ ${title}`)}`);
  const [program, ...args] = command;
  const child = spawn(program, args, {
    stdio: loud ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const output: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      output.push(Buffer.from(error.message));
      resolve(1);
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const mark = code === 0 ? pc.green('✓') : pc.red('✗');
  console.log(`${mark} ${title} ${pc.dim(`${seconds} s`)}`);
  if (code !== 0 && !loud) console.log(Buffer.concat(output).toString());
  return code === 0;
}

/** A tool from node_modules, run by this very Node. */
export function tool(path: string, ...args: string[]): [string, ...string[]] {
  return [process.execPath, `node_modules/${path}`, ...args];
}
