import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OwnSegment } from '@/lib/lake/lake-tail';
import type { Manifest } from '@/lib/lake/manifest';
import type { ConsoleChildSetting, FromConsoleChild, ToConsoleChild } from './child-messages';
import { ConsoleError } from './console-engine';
import { BARE_ENVIRONMENT, type WriteGuard } from './write-guard';

const BUILT = resolve('dist', 'duckdb-console-child.js');
const SOURCE = join('lib', 'console', 'duckdb-console-child.ts');
/** Below the engine of the reports, above rolling. */
const NICE = 10;

/** What a child asks of the server while it reads the lake. */
export interface LakeForChild {
  readonly own: () => readonly OwnSegment[];
  readonly manifest: () => Promise<Manifest>;
}

/** A process that answers one question. */
export interface ConsoleChild {
  /** Until it has opened the lake. @throws {ConsoleError} where it ends before. */
  ready(): Promise<void>;
  tell(message: ToConsoleChild): void;
  /** What it says next. @throws {ConsoleError} where it ends, or was ended. */
  next(): Promise<FromConsoleChild>;
  /** Ends it at once; whoever waits is told this. */
  end(why: ConsoleError): void;
  /** Whether it still lives. */
  lives(): boolean;
  /** Its process id, below its guard; null until it is ready. */
  pid(): number | null;
  /** Its memory in bytes; null where the host does not say. */
  memory(): number | null;
  /** Somebody waits for it now: this process does not end before. */
  hold(): void;
  /** When it is gone. */
  readonly gone: Promise<void>;
}

/** What is run: the built one of production, else the source. */
export function childProgram(): { readonly path: string; readonly command: readonly string[] } {
  const built = process.env.NODE_ENV === 'production' && existsSync(BUILT);
  const path = built ? BUILT : resolve(SOURCE);
  const loader = built ? [] : ['--import', 'tsx'];
  // Next's bundles have no use for the flags of this process, and a bare child for none of them.
  return { path, command: [process.execPath, ...loader, path] };
}

export function startConsoleChild(
  setting: ConsoleChildSetting,
  guard: WriteGuard | null,
  lake: LakeForChild,
): ConsoleChild {
  const child = spawnChild(guard, setting.exportFolder);
  const waiting: FromConsoleChild[] = [];
  let wake: (() => void) | null = null;
  let why: ConsoleError | null = null;
  let pid: number | null = null;

  const gone = new Promise<void>((done) => {
    const end = () => {
      why ??= new ConsoleError('failed', 'the process of this query ended by itself; ask again');
      wake?.();
      done();
    };
    child.once('exit', end);
    child.once('error', end);
  });

  function tell(message: ToConsoleChild): void {
    // It may be gone already; who waits for its answer is told so.
    if (child.connected) child.send(message, () => undefined);
  }

  async function toldManifest(id: number, generation: number | null): Promise<void> {
    try {
      const manifest = await lake.manifest();
      const known = manifest.generation === generation;
      tell({ kind: 'manifest', id, manifest: known ? null : manifest });
    } catch (error) {
      const message = `the lake could not be read: ${(error as Error).message}`;
      one.end(new ConsoleError('unavailable', message, null, { cause: error }));
    }
  }

  child.on('message', (message: FromConsoleChild) => {
    switch (message.kind) {
      case 'own': {
        const segments = lake.own().map(({ path, durableBytes }) => ({ path, durableBytes }));
        return tell({ kind: 'own', id: message.id, segments });
      }
      case 'manifest':
        return void toldManifest(message.id, message.generation);
      case 'ready':
        pid = message.pid;
        break;
      default:
        waiting.push(message);
    }
    wake?.();
  });
  // Nobody waits for it while it is idle: a process may end without closing it.
  child.unref();
  child.channel?.unref();

  /** Until there is something to look at. */
  const stirred = () =>
    new Promise<void>((resolve) => {
      wake = () => {
        wake = null;
        resolve();
      };
    });

  const one: ConsoleChild = {
    gone,
    tell,
    pid: () => pid,
    lives: () => why === null,
    async ready() {
      while (pid === null) {
        const [first] = waiting;
        if (first?.kind === 'problem') throw new ConsoleError(first.code, first.message, first.at);
        if (why) throw why;
        await stirred();
      }
    },
    async next() {
      for (;;) {
        if (why) throw why;
        const message = waiting.shift();
        if (message) return message;
        await stirred();
      }
    },
    end(reason) {
      why ??= reason;
      // A guard that waits for its program goes once that has gone; a program may outlive its guard.
      if (pid !== null && pid !== child.pid) killed(pid);
      else child.kill('SIGKILL');
      wake?.();
    },
    memory: () => (pid === null ? null : residentBytes(pid)),
    hold() {
      child.ref();
      child.channel?.ref();
    },
  };
  tell({ kind: 'open', setting });
  return one;
}

function spawnChild(guard: WriteGuard | null, writable: string | null): ChildProcess {
  const { command } = childProgram();
  const guarded = guard ? guard.wrap(command, writable) : command;
  return spawn('nice', ['-n', String(NICE), ...guarded], {
    env: BARE_ENVIRONMENT,
    // Nothing it prints reaches anybody but the log of the server.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // What it says is data, whatever has become of it.
    serialization: 'json',
  });
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** As the kernel counts it; null where there is no /proc. */
function residentBytes(pid: number): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes ? Number(kilobytes) * 1024 : null;
  } catch {
    return null; // No such file system, or the process is gone, which is noticed elsewhere.
  }
}
