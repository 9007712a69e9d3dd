import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NEXT = 'node_modules/next/dist/bin/next';

/** The smallest page that Next's App Router serves: no styles, no client component of its own. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': '{"private":true,"type":"module"}',
  // Packages are found in the project's own folder, which Turbopack has to be told of.
  'next.config.js': `export default { turbopack: { root: ${JSON.stringify(process.cwd())} } };\n`,
  // Without ones of its own Turbopack takes the project's.
  'instrumentation.js': 'export function register() {}\n',
  'proxy.js': `import { NextResponse } from 'next/server';
export const config = { matcher: '/nowhere' };
export const proxy = () => NextResponse.next();
`,
  'app/layout.js': `export const metadata = { title: 'Floor', description: 'The smallest page there is.' };
export default function Layout({ children }) {
  return <html lang="en"><head><link rel="icon" href="data:," /></head><body><main>{children}</main></body></html>;
}
`,
  'app/page.js': 'export default function Page() {\n  return <h1>Floor</h1>;\n}\n',
};

/** Builds it into `folder`, which must lie inside the project; answers the command that serves it. */
export function buildFloorApp(folder: string): readonly string[] {
  for (const [path, content] of Object.entries(FILES)) {
    const file = join(folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
  }
  const built = spawnSync(process.execPath, [NEXT, 'build', folder], {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (built.status !== 0)
    throw new Error(`the floor page was not built:\n${built.stdout}${built.stderr}`);
  return [NEXT, 'start', folder];
}
