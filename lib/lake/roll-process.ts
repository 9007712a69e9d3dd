import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelJob } from './make-models';
import type { ModelOutcome, RollOutcome } from './manifest';
import type { RollJob } from './roll';

const BUILT = join('dist', 'roll-child.js');
const SOURCE = join('lib', 'lake', 'roll-child.ts');

/** What a child is asked to do. */
export type ChildJob =
  | { readonly does: 'roll'; readonly job: RollJob }
  | { readonly does: 'models'; readonly job: ModelJob };

export function rollInChild(job: RollJob, stop: AbortSignal): Promise<RollOutcome> {
  return inChild({ does: 'roll', job }, stop);
}

export function makeModelsInChild(job: ModelJob, stop: AbortSignal): Promise<ModelOutcome> {
  return inChild({ does: 'models', job }, stop);
}

/**
 * Works in a process of its own, of low priority and with a memory limit, so that taking events never
 * waits for it. It ends with its parent. Rejects with what it said where it fails.
 */
function inChild<T>(job: ChildJob, stop: AbortSignal): Promise<T> {
  const built = process.env.NODE_ENV === 'production' && existsSync(BUILT);
  const args = built ? [BUILT] : ['--import', 'tsx', SOURCE];
  return new Promise((resolve, reject) => {
    // Low from its first instruction: loading Node and DuckDB takes as long as rolling a small
    // stretch, and threads that start meanwhile keep the priority they were born with.
    const child = spawn('nice', ['-n', '19', process.execPath, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      signal: stop,
      killSignal: 'SIGKILL',
    });
    let answer = '';
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => {
      answer += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = `${complaint}${chunk}`.slice(-4_000);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(JSON.parse(answer));
      else reject(new Error(`the child ended with ${signal ?? code}: ${complaint.trim()}`));
    });
    // Left open: its end tells the child that nobody waits any more.
    child.stdin.on('error', () => undefined);
    child.stdin.write(`${JSON.stringify(job)}\n`);
  });
}
