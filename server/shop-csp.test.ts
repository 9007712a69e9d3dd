import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { policyOf, scriptHashes } from './shop-csp';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('hashes inline scripts that run, and only those', () => {
  const html = [
    '<script src="/a.js" async=""></script>',
    '<script>one()</script>',
    '<script id="x">two()</script>',
    '<script>one()</script>',
    '<script type="application/ld+json">{"@type":"Product"}</script>',
  ].join('');
  expect(scriptHashes(html)).toEqual([hash('one()'), hash('two()')]);
});

test("gives each page its own policy and an unknown path the 404's", () => {
  const hashes = {
    '/': ["'sha256-home'"],
    '/cart': ["'sha256-cart'"],
    '/_not-found': ["'sha256-lost'"],
  };
  expect(policyOf(hashes, '/')).toContain("script-src 'self' 'sha256-home';");
  expect(policyOf(hashes, '/cart/')).toContain("script-src 'self' 'sha256-cart';");
  expect(policyOf(hashes, '/nowhere')).toContain("script-src 'self' 'sha256-lost';");
  expect(policyOf(hashes, '/')).not.toContain('unsafe');
});
