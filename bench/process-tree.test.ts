import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '@/lib/testing/eventually';
import { treeOf } from './process-tree';

const hold = 'console.log("up"); setTimeout(() => undefined, 60_000)';

function running(name: string, script: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', script], { argv0: name, detached: true });
  const pid = child.pid ?? 0;
  // With what it has started itself.
  onTestFinished(() => void process.kill(-pid, 'SIGKILL'));
  return new Promise((up) => child.stdout.once('data', () => up(pid)));
}

test.runIf(process.platform === 'linux')(
  'a browser is told from the rest of the tree, with all that it started',
  async () => {
    const nested = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(hold)}], { stdio: 'inherit' })`;
    const driver = await running('driver', hold);
    const browser = await running('/opt/chromium-headless-shell', nested);
    const { browser: found, rest } = treeOf(process.pid);
    expect(found.processes).toBe(2);
    expect(found.pssBytes).toBeGreaterThan(1024 * 1024);
    expect(rest.processes).toBeGreaterThanOrEqual(2);
    expect(treeOf(driver)).toMatchObject({ browser: { processes: 0 }, rest: { processes: 1 } });
    expect(treeOf(browser).rest.processes).toBe(0);
  },
);

test.runIf(process.platform === 'linux')(
  'what processes used goes on counting when they have ended',
  async () => {
    const before = treeOf(process.pid).rest.cpuSeconds;
    const child = spawn(process.execPath, [
      '-e',
      'const end = Date.now() + 300; while (Date.now() < end);',
    ]);
    await new Promise((ended) => child.on('exit', ended));
    await eventually(() => {
      expect(treeOf(process.pid).rest.cpuSeconds - before).toBeGreaterThan(0.1);
    });
  },
);
