import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shopPolicy } from './shop-policy.mjs';

/** Script hashes of each static page, by its path; made from the build's own HTML. */
export type ScriptHashes = Readonly<Record<string, readonly string[]>>;

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/g;
const NOT_FOUND = '/_not-found';

/** The CSP source of every inline script that a page runs. */
export function scriptHashes(html: string): string[] {
  const hashes = new Set<string>();
  for (const [, attributes, content] of html.matchAll(INLINE_SCRIPT)) {
    if (/type="application\/(ld\+)?json"/.test(attributes ?? '')) continue;
    hashes.add(
      `'sha256-${createHash('sha256')
        .update(content ?? '')
        .digest('base64')}'`,
    );
  }
  return [...hashes];
}

/** Reads every prerendered page of a build (`.next/server/app`). */
export function hashesOfBuild(folder: string): ScriptHashes {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.html'),
  );
  return Object.fromEntries(
    pages.map((path) => {
      const route = `/${path.replace(/\.html$/, '').replaceAll('\\', '/')}`;
      const hashes = scriptHashes(readFileSync(join(folder, path), 'utf8'));
      return [route === '/index' ? '/' : route, hashes];
    }),
  );
}

/** The policy of a shop page; a path that is no page gets the 404's. */
export function policyOf(hashes: ScriptHashes, path: string): string {
  const own = hashes[path.length > 1 ? path.replace(/\/$/, '') : path] ?? hashes[NOT_FOUND];
  return shopPolicy(own ?? []);
}
