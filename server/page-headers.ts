import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { policyOf, type ScriptHashes } from './shop-csp';

const DOOR_HEADER = 'x-footfall-door';
const NOT_A_SHOP_PAGE = /^\/(admin|api|_next|pictures)(\/|$)/;

/** Gives shop pages their own script policy; admin pages get theirs, by nonce, in proxy.ts. */
export function pageHeaders(
  dev: boolean,
): (request: IncomingMessage, response: ServerResponse) => void {
  const hashes: ScriptHashes = dev
    ? {}
    : JSON.parse(readFileSync(join(process.cwd(), 'dist', 'script-hashes.json'), 'utf8'));
  return (request, response) => {
    request.headers[DOOR_HEADER] = 'node';
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    // In dev React evaluates strings and scripts change with every edit: no policy holds there.
    if (dev || NOT_A_SHOP_PAGE.test(path)) return;
    response.setHeader('Content-Security-Policy', policyOf(hashes, path));
  };
}
