import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Role, usualRole } from '@/lib/auth/roles';

/** A page or a route of the admin, as it lies in `app/`. */
export interface AdminRoute {
  readonly kind: 'page' | 'route';
  readonly file: string;
  /** As a browser asks for it, with an example in the place of each parameter. */
  readonly path: string;
  /** Parameters as Next hands them over. */
  readonly params: Readonly<Record<string, string>>;
  readonly calls: readonly AdminCall[];
}

export interface AdminCall {
  readonly method: string;
  /** The least role that may. */
  readonly role: Role;
}

/**
 * Where the usual rule does not hold: by path, then by method, the least role that may. Everything
 * else is as `usualRole` has it.
 */
const UNUSUAL: Readonly<Record<string, Readonly<Record<string, Role>>>> = {
  // What is only one's own, one may change.
  '/api/admin/views': { POST: 'viewer' },
  '/api/admin/views/[id]': { DELETE: 'viewer' },
  '/api/admin/console/saved': { POST: 'viewer' },
  '/api/admin/console/saved/[id]': { PUT: 'viewer', DELETE: 'viewer' },
  // Shows, and changes nothing.
  '/api/admin/console/queries': { POST: 'viewer' },
  '/api/admin/console/queries/[id]': { DELETE: 'viewer' },
  '/api/admin/quicksight/embed': { POST: 'viewer' },
  // What people did is not everybody's to read.
  '/admin/trail': { GET: 'admin' },
  '/api/admin/trail': { GET: 'admin' },
};

/** For everybody, or nobody could sign in. */
const OPEN = ['/admin/sign-in'];

/** No event has it unless a test sends one. */
export const EXAMPLE_ID = '019aa7f0-0000-7000-8000-000000000000';

const EXAMPLES: Readonly<Record<string, string>> = {
  name: 'overview',
  id: EXAMPLE_ID,
  relation: 'events',
};

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Every page and route below the given folders of `app/`, found by their files. */
export function findAdminRoutes(
  folders: readonly string[] = ['app/admin', 'app/api/admin'],
): readonly AdminRoute[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
    )
    .flatMap((file) => {
      const [, folder = '', kind] = /^app(\/.*)\/(page|route)\.tsx?$/.exec(file) ?? [];
      if (kind !== 'page' && kind !== 'route') return [];
      const pattern = folder.replaceAll(/\/\([^)]*\)/g, '');
      if (OPEN.includes(pattern)) return [];
      const methods = kind === 'page' ? ['GET'] : methodsOf(file);
      const calls = methods.map((method) => ({
        method,
        role: UNUSUAL[pattern]?.[method] ?? usualRole(method),
      }));
      return [{ kind, file, calls, ...filledIn(pattern) } as const];
    })
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** The methods that a route's file exports, in whatever way. */
function methodsOf(file: string): readonly string[] {
  const source = readFileSync(file, 'utf8');
  const declared = /export\s+(?:async\s+)?(?:function\*?|const|let)\s+([A-Z]+)\b/g;
  const listed = /export\s*\{([^}]*)\}/g;
  const names = [
    ...[...source.matchAll(declared)].map(([, name]) => name ?? ''),
    ...[...source.matchAll(listed)].flatMap(([, names]) =>
      (names ?? '').split(',').map(
        (name) =>
          name
            .trim()
            .split(/\s+as\s+/)
            .at(-1) ?? '',
      ),
    ),
  ];
  return METHODS.filter((method) => names.includes(method));
}

function filledIn(pattern: string): Pick<AdminRoute, 'path' | 'params'> {
  const params: Record<string, string> = {};
  const path = pattern.replaceAll(/\[([^\]]+)\]/g, (_, name: string) => {
    const example = EXAMPLES[name];
    if (!example) throw new Error(`${pattern}: give an example of [${name}] in EXAMPLES`);
    params[name] = example;
    return example;
  });
  return { path, params };
}
