import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunProgress } from './run-document';

export type RunCommand = 'bots' | 'producer' | 'audit';

export interface EndedCommand {
  readonly code: number | null;
  readonly output: string;
  /** The last of what it complained of. */
  readonly complaint: string;
}

export interface StartedCommand {
  /** Never rejects. */
  readonly ended: Promise<EndedCommand>;
  /** Asks it to end; at the second time it has to. */
  stop(): void;
}

export type StartCommand = (
  command: RunCommand,
  args: readonly string[],
  onProgress: (progress: RunProgress) => void,
) => StartedCommand;

const MOST_COMPLAINT_CHARS = 2_000;

/**
 * Starts one of the project's commands beside the server and below its priority: sending traffic never
 * delays taking it. It ends with the server.
 */
export const startCommand: StartCommand = (command, args, onProgress) => {
  const built = join('dist', `${command}.js`);
  const script =
    process.env.NODE_ENV === 'production' && existsSync(built)
      ? [built]
      : ['--import', 'tsx', join('cli', `${command}.ts`)];
  const child = spawn('nice', ['-n', '10', process.execPath, ...script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  let complaint = '';
  let asked = false;
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk}`.slice(-MOST_COMPLAINT_CHARS);
  });
  child.on('message', (message) => onProgress(message as RunProgress));
  const ended = new Promise<EndedCommand>((resolve) => {
    child.once('error', (error) => resolve({ code: null, output, complaint: error.message }));
    child.once('close', (code) => resolve({ code, output, complaint: complaint.trim() }));
  });
  return {
    ended,
    stop() {
      child.kill(asked ? 'SIGKILL' : 'SIGTERM');
      asked = true;
    },
  };
};
