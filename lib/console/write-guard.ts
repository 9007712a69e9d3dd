import { execFile } from 'node:child_process';

/** A way to start a program that cannot write into a folder, however it tries. */
export interface WriteGuard {
  /** In words, for whoever asks how a query is kept from writing. */
  readonly words: string;
  /** The command that starts the given one, which may write to the one folder that is named, if any. */
  wrap(command: readonly string[], writable?: string | null): readonly string[];
  /** Who the program runs as, where it is somebody else. */
  readonly uid: number | null;
}

/** Everything that a process without an environment needs to find its programs. */
export const BARE_ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  NODE_ENV: 'production',
};

const NOBODY = 65_534;
const PROBE_LIMIT_MS = 10_000;
/** Without privileges that would take it back what the guard took from it. */
const POWERLESS = ['setpriv', '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all', '--'];

/** Reads the folder and the program, fails to write, and so says that the guard holds. */
const PROBE = `ls "$1" > /dev/null && test -r "$2" && "$3" -e 0 || exit 2
  if touch "$1/.guard-probe" 2> /dev/null; then rm -f "$1/.guard-probe"; exit 3; fi
  echo guarded`;

/** Makes the folder read-only in a tree of mounts that nobody else sees, and forgets the network. */
const MOUNTED = `mount --make-rprivate / && mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" &&
  exec "$@"`;

/** The ways, the strictest first, for a process of this user. */
export function guardWays(folder: string, uid: number): readonly WriteGuard[] {
  const asNobody = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  const mounted = (flags: readonly string[]) => (command: readonly string[]) => [
    ...['unshare', '--mount', '--net', ...flags, 'sh', '-c', MOUNTED, folder],
    ...[...POWERLESS, ...command],
  ];
  const byBwrap: WriteGuard['wrap'] = (command, writable = null) => [
    ...['bwrap', '--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...(writable === null ? [] : ['--bind', writable, writable]),
    ...['--unshare-net', '--die-with-parent', '--', ...command],
  ];
  if (uid === 0) {
    return [
      {
        words: 'it runs as nobody, who may read the lake and not write to it, without a network',
        wrap: (command) => ['unshare', '--net', ...asNobody, '--no-new-privs', '--', ...command],
        uid: NOBODY,
      },
      {
        words: 'it runs as nobody, who may read the lake and not write to it',
        wrap: (command) => [...asNobody, '--no-new-privs', '--', ...command],
        uid: NOBODY,
      },
      {
        words: 'the lake is mounted read-only for it, and it has no network',
        wrap: mounted([]),
        uid: null,
      },
    ];
  }
  return [
    {
      words: 'all files are read-only for it (bwrap), and it has no network',
      wrap: byBwrap,
      uid: null,
    },
    {
      words: 'the lake is mounted read-only for it, and it has no network',
      wrap: mounted(['--user', '--map-root-user']),
      uid: null,
    },
  ];
}

/** The first way that this host lets us go, tried out on the folder; null where there is none. */
export async function findWriteGuard(options: {
  readonly folder: string;
  /** What the guarded program has to be able to read. */
  readonly program: string;
  readonly uid?: number;
}): Promise<WriteGuard | null> {
  const { folder, program, uid = process.getuid?.() ?? -1 } = options;
  if (process.platform !== 'linux') return null;
  for (const way of guardWays(folder, uid)) {
    if (await holds(way, folder, program)) return way;
  }
  return null;
}

function holds(way: WriteGuard, folder: string, program: string): Promise<boolean> {
  const [command = '', ...args] = way.wrap([
    ...['sh', '-c', PROBE, 'sh', folder, program, process.execPath],
  ]);
  const options = { env: BARE_ENVIRONMENT, timeout: PROBE_LIMIT_MS };
  return new Promise((resolve) => {
    // Where the host has no such program, or forbids it, this way is none.
    execFile(/* turbopackIgnore: true */ command, args, options, (error, said) =>
      resolve(!error && said.trim() === 'guarded'),
    );
  });
}
