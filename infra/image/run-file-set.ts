import { spawn } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, neutralEnvironment } from '@/e2e/fixtures/shop-server';
import { IMAGE_ENVIRONMENT, START_COMMAND } from './image-files';

/** Nobody, where this process may become somebody else. */
const NOBODY = 65_534;
const START_LIMIT_MS = 60_000;

export interface RunningFileSet {
  readonly url: string;
  output(): string;
  /** Sends SIGTERM, as ECS does, and answers the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the file set by the image's command, as a user who can write none of it. */
export async function runFileSet(
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<RunningFileSet> {
  const asNobody = process.getuid?.() === 0;
  if (!asNobody) forbidWriting(folder);
  const port = await freePort();
  const [, ...args] = START_COMMAND;
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: neutralEnvironment().PATH,
      ...IMAGE_ENVIRONMENT,
      NODE_ENV: 'production',
      AWS_EC2_METADATA_DISABLED: 'true',
      FOOTFALL_HOST: '127.0.0.1',
      PORT: String(port),
      ...env,
    },
    ...(asNobody && { uid: NOBODY, gid: NOBODY }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  const exited = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const url = `http://localhost:${port}`;
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`It ended:\n${output}`);
    const health = await fetch(`${url}/api/health`).catch(() => null);
    if (health?.ok) break;
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`It was not ready in time:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    output: () => output,
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

function forbidWriting(folder: string): void {
  for (const path of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    const found = lstatSync(join(folder, path));
    if (!found.isSymbolicLink()) chmodSync(join(folder, path), found.isDirectory() ? 0o555 : 0o444);
  }
}

/** So that the folder can be removed again by whoever made it. */
export function allowWriting(folder: string): void {
  for (const path of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    const found = lstatSync(join(folder, path));
    if (found.isDirectory()) chmodSync(join(folder, path), 0o755);
  }
}
